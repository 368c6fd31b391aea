/// The people in an object: hosts, attendees, owners.
///
/// Start with [io.tidemark.catalog.people.People].
@NullMarked
package io.tidemark.catalog.people;

import org.jspecify.annotations.NullMarked;
