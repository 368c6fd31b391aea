package io.tidemark.core.object;

/// What names an object inside its account: its type and the id it has on the wire.
///
/// An id is text: normally a GUID, sometimes an old integer, and never parsed (meeting API 1.4). GUIDs differ in case
/// between clients, so two ids that differ
/// only in the case of letters are the same; [#id] is kept as first received, and equality ignores case.
///
/// @param type the object's type
/// @param id 1 to 200 characters
public record ObjectKey(TypeId type, String id) {
    /// The longest id, in characters.
    public static final int ID_LENGTH_MAX = 200;

    public ObjectKey {
        if (id.isEmpty() || id.length() > ID_LENGTH_MAX) {
            throw new IllegalArgumentException("an object's id has 1 to " + ID_LENGTH_MAX + " characters");
        }
    }

    /// The form under which a storage finds the id: ASCII and other letters in lower case, locale-free.
    public String foldedId() {
        return id.toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectKey(TypeId otherType, String otherId)
                && type.equals(otherType)
                && foldedId().equals(otherId.toLowerCase(java.util.Locale.ROOT));
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + foldedId().hashCode();
    }
}
