/// Calendar files of other systems, taken over into an account.
///
/// Start with [io.tidemark.cli.ical.CalendarFile] and [io.tidemark.cli.ical.CalendarImport].
/// [io.tidemark.calendar.ical] reads the file; an
/// [io.tidemark.cli.ical.EventTranslation] decides what becomes of each event:
/// [io.tidemark.cli.ical.MeetingTranslation]
/// makes meetings, [io.tidemark.cli.ical.BusyTranslation] busy slots. Ids follow from the events' UIDs, so a
/// file can be imported again. What does not come over is a [io.tidemark.cli.ical.Loss]; nothing is dropped
/// without one.
///
/// What must not be here: rules of meetings. The importer of the core applies them.
@NullMarked
package io.tidemark.cli.ical;

import org.jspecify.annotations.NullMarked;
