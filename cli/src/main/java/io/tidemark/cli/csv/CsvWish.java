package io.tidemark.cli.csv;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What somebody wants of an import. Immutable.
///
/// @param file the file; `-` for standard input
/// @param json whether it is a JSON file; otherwise it is a table
/// @param type the type of the objects
/// @param columns the column, or member, for each field that is named otherwise
/// @param key the field by which objects that are there are found; without one, every entry creates an object
/// @param delimiter what stands between the cells of a table
/// @param rejects where to write the entries that are refused
/// @param dryRun whether nothing is to be written
public record CsvWish(
        String file,
        boolean json,
        String type,
        Map<String, String> columns,
        Optional<String> key,
        char delimiter,
        Optional<Path> rejects,
        boolean dryRun) {
    public CsvWish {
        columns = Map.copyOf(columns);
    }
}
