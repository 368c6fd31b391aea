package io.tidemark.core.object;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The types of an account, by name. Immutable, thread-safe.
public final class ObjectTypes {
    private final Map<TypeId, ObjectType> types = new LinkedHashMap<>();

    private ObjectTypes(Collection<? extends ObjectType> types) {
        for (ObjectType type : types) {
            if (this.types.put(type.id(), type) != null) {
                throw new IllegalArgumentException("two types have one name");
            }
        }
    }

    /// These types.
    public static ObjectTypes of(Collection<? extends ObjectType> types) {
        return new ObjectTypes(types);
    }

    /// All types, in the order in which they were given.
    public Collection<ObjectType> all() {
        return Collections.unmodifiableCollection(types.values());
    }

    /// Whether there is a type with this name.
    public boolean knows(TypeId id) {
        return types.containsKey(id);
    }

    /// The type with this name.
    ///
    /// @throws IllegalArgumentException when there is none: the name came from our own code
    public ObjectType get(TypeId id) {
        ObjectType type = types.get(id);
        if (type == null) {
            throw new IllegalArgumentException("no such type");
        }
        return type;
    }
}
