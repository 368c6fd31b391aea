/// Files, photos and recordings of tasks, companies and equipment (command API 2.11, 3).
///
/// Start with [io.tidemark.api.command.documents.DocumentCommands]. What is in a file lies outside the database
/// (ADR 0023); a document is an object like any other.
@NullMarked
package io.tidemark.api.command.documents;

import org.jspecify.annotations.NullMarked;
