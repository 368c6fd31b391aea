package io.tidemark.cli.csv;

import java.util.List;

/// A row of a CSV file. Immutable.
///
/// @param line the line on which it begins, counted from 1
/// @param cells its cells
record CsvRow(long line, List<String> cells) {
    CsvRow {
        cells = List.copyOf(cells);
    }

    /// How much of the file it is, about.
    long chars() {
        return cells.stream().mapToLong(String::length).sum();
    }
}
