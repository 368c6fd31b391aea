/// `tidemark demo`: a server with the data of an invented company, to try things out and to test against.
///
/// Start with [io.tidemark.cli.demo.DemoCommand]. A [io.tidemark.cli.demo.DemoPlan] (seed, day, scale) decides
/// everything:
/// [io.tidemark.cli.demo.DemoStaff] invents the people, [io.tidemark.cli.demo.DemoTasks],
/// [io.tidemark.cli.demo.DemoMeetings], [io.tidemark.cli.demo.DemoSeries] and
/// [io.tidemark.cli.demo.DemoCalendars] their work, [io.tidemark.cli.demo.DemoLoader] writes it through the same
/// rules as an import.
///
/// What must not be here: the clock or any other randomness. The same plan gives the same bytes.
@NullMarked
package io.tidemark.cli.demo;

import org.jspecify.annotations.NullMarked;
