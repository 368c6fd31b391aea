package io.tidemark.catalog.command;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Span;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.Removal;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

/// A type of the command API as the engine sees it: [InputRules] decide what is stored, and everybody in the account
/// has
/// every object. Custom fields are not read yet. Thread-safe.
public final class CommandObjectType implements ObjectType {
    private static final String CREATE_DATE = "createdate";
    private static final String CREATE_TIME = "createtime";
    private static final Set<Principal> EVERYONE = Set.of(Principal.EVERYONE);

    private final CommandTypes types;
    private final CommandType type;
    private final Set<String> added;

    /// @param types all types of the account
    /// @param type one of them, whose objects have a number of their own
    public CommandObjectType(CommandTypes types, CommandType type) {
        this.types = types;
        this.type = type;
        this.added = SentText.added(type);
    }

    /// Its description.
    public CommandType type() {
        return type;
    }

    /// What a client says about an object, as it came: its values are read when the object is saved.
    public static Patch said(JsonObject input) {
        return new Patch(StoredText.said(input.members()));
    }

    @Override
    public TypeId id() {
        return new TypeId(type.name());
    }

    @Override
    public Fields fields(byte[] body) {
        return StoredText.fields(body);
    }

    @Override
    public byte[] body(Fields fields) {
        return StoredText.write(fields);
    }

    /// An object is known by its number, which stands in no field.
    @Override
    public Fields identified(Fields fields, String objectId) {
        return fields;
    }

    @Override
    public String mergeGroup(String field) {
        return field;
    }

    @Override
    public boolean differs(Fields held, Fields now, int detection) {
        return !held.equals(now);
    }

    @Override
    public Set<Principal> audience(Fields fields, DirectoryReader directory) {
        return EVERYONE;
    }

    @Override
    public List<Span> spans(Fields fields, DirectoryReader directory) {
        return List.of();
    }

    @Override
    public Ruling create(Fields wanted, RuleContext context) {
        Acceptance created = rules(context).create(type, List.of(), StoredText.object(wanted));
        return ruling(created, context);
    }

    @Override
    public Ruling change(Fields before, Fields wanted, RuleContext context) {
        Acceptance changed =
                rules(context).change(type, List.of(), StoredText.object(wanted), StoredText.object(before));
        return ruling(changed, context);
    }

    private InputRules rules(RuleContext context) {
        return new InputRules(types, new StoredReferences(context.transaction()));
    }

    private Ruling ruling(Acceptance acceptance, RuleContext context) {
        return switch (acceptance) {
            case Acceptance.Accepted(JsonObject object, List<String> _) ->
                new Ruling.Accepted(StoredText.fields(stored(object, context)));
            case Acceptance.Refused(Acceptance.Fault fault, String sentence) ->
                new Ruling.Refused(
                        switch (fault) {
                            case BAD_VALUE -> ErrorCode.IMPOSSIBLE_VALUE;
                            case MISSING_FIELD -> ErrorCode.MALFORMED_REQUEST;
                        },
                        sentence);
        };
    }

    /// What is stored of an object: its day and time of creation once, and nothing that is added when it goes out.
    private JsonObject stored(JsonObject object, RuleContext context) {
        JsonObject stored = object;
        for (String field : added) {
            stored = stored.without(field);
        }
        boolean isNew = object.get(CREATE_DATE)
                .filter(date -> !date.equals(JsonText.EMPTY))
                .isEmpty();
        if (type.field(CREATE_DATE).isPresent() && isNew) {
            LocalDateTime now = LocalDateTime.ofInstant(context.now(), context.zone());
            stored = stored.with(CREATE_DATE, new JsonText(DateTimeFormatter.ISO_LOCAL_DATE.format(now)))
                    .with(CREATE_TIME, new JsonText(SentText.TIME.format(now)));
        }
        return stored;
    }

    /// These objects are not deleted but hidden: a client sets `isdeleted` where the type lets it.
    @Override
    public Removal delete(Fields before, boolean mistaken, RuleContext context) {
        return new Removal.Refused(ErrorCode.NOT_PERMITTED, "Such an object is hidden by its own field, not deleted.");
    }
}
