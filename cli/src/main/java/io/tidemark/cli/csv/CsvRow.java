package io.tidemark.cli.csv;

import java.util.List;

/// A row of a CSV file. Immutable.
///
/// @param place the line on which it begins, counted from 1
/// @param cells its cells
record CsvRow(long place, List<String> cells) implements Entry {
    CsvRow {
        cells = List.copyOf(cells);
    }

    @Override
    public long chars() {
        return cells.stream().mapToLong(String::length).sum();
    }
}
