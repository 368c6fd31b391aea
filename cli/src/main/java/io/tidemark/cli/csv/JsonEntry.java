package io.tidemark.cli.csv;

import io.tidemark.protocol.tree.JsonObject;
import java.util.Optional;

/// An entry of a JSON file. Immutable.
///
/// @param place its place among the entries, counted from 1
/// @param object what it says; empty when it could not be read
/// @param chars how much of the file it is, about
/// @param broken why it could not be read; empty when it could
record JsonEntry(long place, JsonObject object, long chars, Optional<String> broken) implements Entry {}
