package io.tidemark.cli.csv;

/// What a file says of one object: a row of a table, or a JSON object.
sealed interface Entry permits CsvRow, JsonEntry {
    /// Where it is in the file, as people count it.
    long place();

    /// How much of the file it is, about.
    long chars();
}
