/// CSV and JSON files, taken over as objects of the command API.
///
/// Start with [io.tidemark.cli.csv.CsvImport]. [io.tidemark.cli.csv.Entries] are read one at a time: rows of a
/// [io.tidemark.cli.csv.CsvFile] or objects of a [io.tidemark.cli.csv.JsonFile]. A [io.tidemark.cli.csv.Wording] says
/// what they mean, [io.tidemark.cli.csv.Labels] finds what they name in words, [io.tidemark.cli.csv.KnownObjects] what
/// is there already, and an [io.tidemark.cli.csv.EntryWriter] saves them. An entry that does not fit is a
/// [io.tidemark.cli.csv.Refusal]; none is dropped without one.
///
/// What must not be here: rules of the types. The saver of the core applies them.
@NullMarked
package io.tidemark.cli.csv;

import org.jspecify.annotations.NullMarked;
