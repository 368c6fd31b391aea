/// The object types and the rules of the business: what the engine is not to know.
///
/// Start with [io.tidemark.catalog.Catalog], the list of all types and streams; then read
/// [io.tidemark.catalog.meeting.MeetingType] as the fullest example of a type. The types of the command API are data:
/// [io.tidemark.catalog.command]. What is on the wire is described in `protocol`; order, versions and
/// confirmation are in `core`. No HTTP and no SQL here.
@NullMarked
package io.tidemark.catalog;

import org.jspecify.annotations.NullMarked;
