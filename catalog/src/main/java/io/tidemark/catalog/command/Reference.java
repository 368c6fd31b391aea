package io.tidemark.catalog.command;

/// What the number in a field, or each number of a collection, refers to. 0 refers to nothing. Immutable.
public sealed interface Reference {
    /// An object of one type.
    ///
    /// @param type its name
    /// @param replaced whether a number that refers to nothing is replaced by that of a preset object, not refused
    record ToType(String type, boolean replaced) implements Reference {}

    /// An object of the type that a word in another field names ([CommandType#words]).
    ///
    /// @param wordField the field with the word
    record ByWord(String wordField) implements Reference {}
}
