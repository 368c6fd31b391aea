/// `tidemark doctor`: whether Tidemark can run here. It changes nothing.
@NullMarked
package io.tidemark.cli.doctor;

import org.jspecify.annotations.NullMarked;
