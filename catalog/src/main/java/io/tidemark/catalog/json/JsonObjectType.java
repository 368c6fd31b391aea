package io.tidemark.catalog.json;

import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.TypeId;

/// A type whose objects are stored as the JSON of one shape. What they mean is left to the types. Thread-safe, without
/// state.
public abstract class JsonObjectType implements ObjectType {
    private final TypeId id;
    private final JsonFields json;
    private final String idField;

    /// @param id the type's name
    /// @param json its fields
    /// @param idField the field that holds an object's id
    protected JsonObjectType(TypeId id, JsonFields json, String idField) {
        this.id = id;
        this.json = json;
        this.idField = idField;
    }

    @Override
    public final TypeId id() {
        return id;
    }

    @Override
    public final Fields fields(byte[] body) {
        return json.split(body);
    }

    @Override
    public final byte[] body(Fields fields) {
        return json.join(fields);
    }

    @Override
    public final Fields identified(Fields fields, String objectId) {
        return fields.with(idField, JsonValues.text(objectId));
    }
}
