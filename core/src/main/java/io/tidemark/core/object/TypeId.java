package io.tidemark.core.object;

/// The name of an object type, for instance `meeting`: lower case letters, digits and `-`, at most 40.
///
/// @param value the name
public record TypeId(String value) {
    public TypeId {
        if (value.isEmpty() || value.length() > 40 || !value.chars().allMatch(TypeId::allowed)) {
            throw new IllegalArgumentException("a type's name has 1 to 40 lower case letters, digits or '-'");
        }
    }

    private static boolean allowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
}
