package io.tidemark.simulation;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Span;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.Removal;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.DirectoryReader;
import java.util.List;
import java.util.Set;

/// A toy one-way type: time in which its owner is not available. Nobody gets it. Immutable, thread-safe.
public final class SlotType implements ObjectType {
    /// The type's name.
    public static final TypeId ID = new TypeId("slot");
    /// When it is; any text.
    public static final String TIME = "Time";

    private static final String OWNER = "Owner";

    @Override
    public TypeId id() {
        return ID;
    }

    @Override
    public Fields fields(byte[] body) {
        return FieldText.read(body);
    }

    @Override
    public byte[] body(Fields fields) {
        return FieldText.write(fields);
    }

    @Override
    public Fields identified(Fields fields, String id) {
        return fields.with("Id", id);
    }

    @Override
    public String mergeGroup(String field) {
        return field;
    }

    @Override
    public boolean differs(Fields held, Fields now, int detection) {
        return !held.agreesOn(TIME, now);
    }

    @Override
    public Set<Principal> audience(Fields fields, DirectoryReader directory) {
        return Set.of();
    }

    @Override
    public List<Span> spans(Fields fields, DirectoryReader directory) {
        return List.of();
    }

    @Override
    public Ruling create(Fields wanted, RuleContext context) {
        return new Ruling.Accepted(wanted.with(OWNER, owner(context)));
    }

    @Override
    public Ruling change(Fields before, Fields wanted, RuleContext context) {
        return owner(context).equals(before.get(OWNER))
                ? new Ruling.Accepted(wanted)
                : new Ruling.Refused(ErrorCode.NOT_PERMITTED, "This slot belongs to another user.");
    }

    @Override
    public Removal delete(Fields before, boolean mistaken, RuleContext context) {
        return owner(context).equals(before.get(OWNER))
                ? new Removal.Remove()
                : new Removal.Refused(ErrorCode.NOT_PERMITTED, "This slot belongs to another user.");
    }

    private static String owner(RuleContext context) {
        return Long.toString(context.actor().id().value());
    }
}
