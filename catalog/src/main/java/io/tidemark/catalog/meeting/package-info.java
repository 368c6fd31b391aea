/// Meetings, repeating meetings and busy slots (meeting API 5.9 to 5.12).
///
/// Start with [io.tidemark.catalog.meeting.MeetingType].
@NullMarked
package io.tidemark.catalog.meeting;

import org.jspecify.annotations.NullMarked;
