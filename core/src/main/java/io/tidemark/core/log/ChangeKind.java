package io.tidemark.core.log;

/// What a log entry says happened.
public enum ChangeKind {
    /// The object came into being, possibly again after a deletion.
    CREATED,
    /// Fields of the object changed, or who should have it.
    CHANGED,
    /// The object became a tombstone.
    DELETED,
    /// Who should have the object was looked at again, because time passed, rules changed or something else that
    /// they go by. The object is as before to whoever has it.
    MOVED,
    /// A client's edit lost against a change it did not know. The object is as before; what was offered stays
    /// readable here.
    OVERRULED,
    /// A client's upload was not permitted. The object, if there is one, is as before; what was offered stays
    /// readable here.
    REFUSED;

    /// Whether an entry of this kind changed the object.
    public boolean changesObject() {
        return this == CREATED || this == CHANGED || this == DELETED;
    }
}
