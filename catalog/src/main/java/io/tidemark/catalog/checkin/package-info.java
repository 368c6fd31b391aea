/// Who is at work, and where: check-ins that arrive late, twice and in any order (command API 2.9, 3.8).
///
/// Start with [io.tidemark.catalog.checkin.CheckIns]. What is here runs inside a save and knows no wire.
@NullMarked
package io.tidemark.catalog.checkin;

import org.jspecify.annotations.NullMarked;
