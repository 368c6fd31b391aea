/// The meeting API's translator: between the messages of the wire and the engine. It holds no rule of its own
/// and knows no HTTP.
///
/// Start with [io.tidemark.api.meeting.MeetingApi], one method for each operation;
/// [io.tidemark.api.meeting.SyncTranslation] is the way
/// out, [io.tidemark.api.meeting.CommitTranslation] the way in. `docs/spec/meeting-api.md` says what each
/// operation does.
@NullMarked
package io.tidemark.api.meeting;

import org.jspecify.annotations.NullMarked;
