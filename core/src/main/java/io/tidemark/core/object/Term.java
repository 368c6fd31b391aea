package io.tidemark.core.object;

/// Something by which objects of a type are found, beside their key and number: `customerid` is `310`. Which
/// terms an object has follows from its fields ([ObjectType#terms]). Immutable.
///
/// @param name what the value is of; one of few words of the type
/// @param value at most [#VALUE_CHARS_MAX] characters; compared as text
public record Term(String name, String value) {
    /// The longest value, in UTF-16 units.
    public static final int VALUE_CHARS_MAX = 255;

    public Term {
        if (name.isEmpty() || value.length() > VALUE_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "a term has a name, and a value of at most " + VALUE_CHARS_MAX + " characters");
        }
    }
}
