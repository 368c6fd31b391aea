/// CSV files, taken over as objects of the command API.
///
/// Start with [io.tidemark.cli.csv.CsvImport]. A [io.tidemark.cli.csv.CsvFile] gives rows one at a time;
/// [io.tidemark.cli.csv.Columns] says which cell is which field, [io.tidemark.cli.csv.Cells] makes values of cells,
/// [io.tidemark.cli.csv.Labels] finds what a cell names in words, [io.tidemark.cli.csv.KnownObjects] what is there
/// already. A row that does not fit is a [io.tidemark.cli.csv.Refusal]; none is dropped without one.
///
/// What must not be here: rules of the types. The saver of the core applies them.
@NullMarked
package io.tidemark.cli.csv;

import org.jspecify.annotations.NullMarked;
