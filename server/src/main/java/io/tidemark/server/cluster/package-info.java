/// Several server processes on one storage: who hears of whose writes, and who does what is to be done once.
@NullMarked
package io.tidemark.server.cluster;

import org.jspecify.annotations.NullMarked;
