package io.tidemark.catalog.command;

import io.tidemark.catalog.selection.SelectionRules.Gives;
import io.tidemark.catalog.selection.SelectionRules.Limit;
import io.tidemark.catalog.selection.Selector;
import io.tidemark.catalog.selection.Windows;
import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Selected;
import io.tidemark.core.audience.Span;
import io.tidemark.core.content.ContentHash;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.Counterpart;
import io.tidemark.core.object.Echo;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.Removal;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.Term;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A type of the command API as the engine sees it: [InputRules] decide what is stored, a [Selector] who
/// should have it where the type has rules for that; otherwise everybody in the account has every object.
/// Thread-safe.
public final class CommandObjectType implements ObjectType {
    private static final String CREATE_DATE = "createdate";
    private static final String CREATE_TIME = "createtime";
    private static final String NO_TEXT = TreeWriter.text(JsonText.EMPTY);
    private static final Set<Principal> EVERYONE = Set.of(Principal.EVERYONE);

    private final CommandTypes types;
    private final CommandType type;
    private final Set<String> added;
    private final Conduct conduct;
    private final Listings listings;
    private final List<List<String>> foundBy;
    private final Optional<Selector> selector;
    private final Writing writing;

    /// A type whose objects do nothing beyond their description.
    public CommandObjectType(CommandTypes types, CommandType type) {
        this(types, type, Conduct.PLAIN, Windows.AS_DESCRIBED);
    }

    /// @param types all types of the account
    /// @param type one of them, whose objects have a number of their own
    /// @param conduct what its objects do beyond their description
    /// @param windows those that the account has set
    public CommandObjectType(CommandTypes types, CommandType type, Conduct conduct, Windows windows) {
        this.types = types;
        this.type = type;
        this.conduct = conduct;
        this.listings = Listings.of(types, type);
        this.added = SentText.added(type);
        this.foundBy = type.foundBy();
        this.selector = type.selection().map(rules -> new Selector(type.name(), rules, windows));
        this.writing = Writing.of(type);
    }

    /// Its description.
    public CommandType type() {
        return type;
    }

    /// What a client says about an object, as it came: its values are read when the object is saved.
    public static Patch said(JsonObject input) {
        return new Patch(StoredText.said(input.members()));
    }

    /// Fields of an object, or some of them, with values as they go out.
    public static Patch decided(JsonObject values) {
        return new Patch(StoredText.said(values.members()));
    }

    /// Whether a stored body says that a field, or something that is kept, has a value.
    ///
    /// @param value its canonical text
    public static boolean holds(byte[] body, String field, String value) {
        return new Member(field, value).isIn(body);
    }

    /// Asks [#holds] of many bodies.
    public static Predicate<byte[]> holding(String field, String value) {
        Member member = new Member(field, value);
        return member::isIn;
    }

    /// Whether a stored body lists something in a collection.
    public static boolean lists(byte[] body, String field, JsonValue item) {
        return StoredText.object(body).get(field).orElse(JsonArray.EMPTY) instanceof JsonArray(List<JsonValue> items)
                && items.contains(item);
    }

    /// An object as it is stored: its fields with their values, and what is kept.
    public static JsonObject object(Fields fields) {
        return StoredText.object(fields);
    }

    /// An object as it is stored.
    public static JsonObject object(StoredObject stored) {
        return object(stored.body());
    }

    /// An object as it is stored, of its stored body.
    public static JsonObject object(byte[] body) {
        return StoredText.object(body);
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

    /// Applies the rules that say who should have its objects; empty when everybody should.
    public Optional<Selector> selector() {
        return selector;
    }

    @Override
    public Selected selected(Fields fields, DirectoryReader directory, Instant at) {
        return selector.map(rules -> rules.selected(fields, directory.zone(), at))
                .orElseGet(() -> new Selected(audience(fields, directory), null));
    }

    @Override
    public Optional<ObjectKey> only() {
        return conduct.only();
    }

    @Override
    public Optional<Group> group(ObjectKey key, Fields fields, DirectoryReader directory) {
        return conduct.group(key, fields);
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
    public Set<Term> terms(Fields fields) {
        return Terms.of(foundBy, fields);
    }

    @Override
    public Set<ContentHash> contents(Fields fields) {
        return DocumentFile.content(fields).map(Set::of).orElse(Set.of());
    }

    @Override
    public Fields numbered(Fields fields, Supplier<ObjectNumber> own) {
        Fields kept = conduct.keepsNumber()
                ? fields.with(Conduct.NUMBER, Long.toString(own.get().value()))
                : fields;
        return conduct.numberField()
                .filter(field -> NO_TEXT.equals(kept.get(field)))
                .map(field -> kept.with(field, "\"" + own.get().value() + "\""))
                .orElse(kept);
    }

    @Override
    public Optional<Counterpart> counterpart(ObjectKey key) {
        return conduct.counterpart(key);
    }

    @Override
    public boolean isEchoed() {
        return !listings.listings().isEmpty();
    }

    @Override
    public List<Echo> echoes(Fields before, Fields after, ObjectNumber own) {
        return listings.echoes(before, after, own);
    }

    @Override
    public Ruling create(Fields wanted, RuleContext context) {
        List<CustomField> customFields = StoredCustomFields.of(type, context.transaction());
        Acceptance created = rules(context).create(type, customFields, StoredText.object(wanted));
        return dated(Fields.NONE, ruling(JsonObject.EMPTY, created, customFields, context), context);
    }

    @Override
    public Ruling change(Fields before, Fields wanted, RuleContext context) {
        List<CustomField> customFields = StoredCustomFields.of(type, context.transaction());
        JsonObject then = StoredCustomFields.shown(StoredText.object(before));
        JsonObject input = StoredCustomFields.shown(StoredText.object(wanted));
        Acceptance changed = rules(context).change(type, customFields, input, then);
        return dated(before, ruling(then, changed, customFields, context), context);
    }

    /// An object that is taken, with the days that its limits go by.
    private Ruling dated(Fields before, Ruling ruling, RuleContext context) {
        return selector.isPresent() && ruling instanceof Ruling.Accepted(Fields fields)
                ? new Ruling.Accepted(dated(before, fields, context))
                : ruling;
    }

    private Fields dated(Fields before, Fields after, RuleContext context) {
        LocalDate today = LocalDate.ofInstant(context.now(), context.zone());
        return selector.map(rules -> rules.dated(before, after, writing.differs(before, after), today))
                .map(dated -> referring(dated, context.transaction(), context.now()))
                .orElse(after);
    }

    /// The type of the objects that a field names, if it names those of one.
    public Optional<CommandType> named(String field) {
        return type.field(field)
                .flatMap(CommandField::reference)
                .flatMap(reference -> reference instanceof Reference.ToType(var name, var replaced)
                        ? types.type(name)
                        : Optional.empty());
    }

    /// An object that keeps which of the objects that its limits name are hidden now.
    public Fields referring(Fields fields, ReadTransaction tx, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, tx.zone());
        return selector.map(rules -> rules.referring(fields, limit -> namesHidden(limit, fields, tx), today))
                .orElse(fields);
    }

    private boolean namesHidden(Limit limit, Fields fields, ReadTransaction tx) {
        long number = Numbers.ofText(fields.get(limit.field()));
        return number > 0
                && named(limit.field())
                        .filter(named -> tx.object(new ObjectNumber(number))
                                .filter(object -> !object.deleted()
                                        && object.key().type().value().equals(named.name())
                                        && named.deletion()
                                                .filter(deletion -> holds(object.body(), deletion.field(), "1"))
                                                .isPresent())
                                .isPresent())
                        .isPresent();
    }

    private InputRules rules(RuleContext context) {
        return new InputRules(types, new StoredReferences(context.transaction()), context.decided());
    }

    private Ruling ruling(
            JsonObject before, Acceptance acceptance, List<CustomField> customFields, RuleContext context) {
        return switch (acceptance) {
            case Acceptance.Accepted(JsonObject object, List<String> _) ->
                settled(before, object, customFields, context);
            case Acceptance.Refused(Acceptance.Fault fault, String sentence) ->
                new Ruling.Refused(
                        switch (fault) {
                            case BAD_VALUE -> ErrorCode.IMPOSSIBLE_VALUE;
                            case MISSING_FIELD -> ErrorCode.MALFORMED_REQUEST;
                        },
                        sentence);
        };
    }

    private Ruling settled(JsonObject before, JsonObject object, List<CustomField> customFields, RuleContext context) {
        try {
            JsonObject settled = conduct.settled(before, object, context);
            JsonObject whole = settled.equals(object) ? object : written(object, settled, customFields, context);
            return new Ruling.Accepted(StoredText.fields(kept(customFields, stored(whole, context))));
        } catch (Conduct.Unfit unfit) {
            return new Ruling.Refused(ErrorCode.IMPOSSIBLE_VALUE, unfit.sentence());
        }
    }

    /// An object with values that the server decided, and the texts that depend on them.
    private JsonObject written(
            JsonObject before, JsonObject decided, List<CustomField> customFields, RuleContext context) {
        Set<String> changed = new LinkedHashSet<>(decided.members().keySet());
        changed.removeIf(name -> decided.get(name).equals(before.get(name)));
        return new InputRules(types, new StoredReferences(context.transaction()), changed)
                .follow(type, customFields, decided, before);
    }

    /// An object with the texts that it would have if it was saved now, and its custom fields as they are defined
    /// now.
    Fields refreshed(Fields fields, ReadTransaction tx) {
        List<CustomField> customFields = StoredCustomFields.of(type, tx);
        JsonObject object = StoredCustomFields.shown(StoredText.object(fields));
        JsonObject fresh = new InputRules(types, new StoredReferences(tx)).follow(type, customFields, object, object);
        return StoredText.fields(kept(customFields, withoutAdded(fresh)));
    }

    /// What an object becomes when its other view has changed: whatever is told is taken.
    ///
    /// @param other the object as it is; none if it is new
    /// @param told fields and their values, all of which fit
    public Fields following(Fields other, JsonObject told, RuleContext context) {
        List<CustomField> customFields = StoredCustomFields.of(type, context.transaction());
        JsonObject before = StoredCustomFields.shown(StoredText.object(other));
        JsonObject next = before;
        for (Map.Entry<String, JsonValue> field : told.members().entrySet()) {
            next = next.with(field.getKey(), field.getValue());
        }
        JsonObject taken = written(before, next, customFields, context);
        Fields after = settled(before, taken, customFields, context) instanceof Ruling.Accepted(Fields fields)
                ? fields
                : StoredText.fields(kept(customFields, stored(taken, context)));
        return dated(other, after, context);
    }

    /// An object with what it keeps: custom fields that it does not have now, and the users whom those name that it
    /// has, where a rule asks for them.
    private JsonObject kept(List<CustomField> customFields, JsonObject object) {
        JsonObject kept = StoredCustomFields.kept(type, customFields, object);
        boolean asks = type.selection()
                .filter(rules -> rules.rules().stream().anyMatch(rule -> rule.gives() == Gives.CUSTOM_USERS))
                .isPresent();
        if (!asks) {
            return kept;
        }
        List<JsonValue> users = StoredCustomFields.users(customFields, kept);
        return users.isEmpty()
                ? kept.without(Selector.CUSTOM_USERS)
                : kept.with(Selector.CUSTOM_USERS, new JsonArray(users));
    }

    private JsonObject withoutAdded(JsonObject object) {
        Map<String, JsonValue> stored = new LinkedHashMap<>(object.members());
        stored.keySet().removeAll(added);
        return new JsonObject(stored);
    }

    /// What is stored of an object: its day and time of creation once, and nothing that is added when it goes
    /// out.
    private JsonObject stored(JsonObject object, RuleContext context) {
        boolean isNew = object.get(CREATE_DATE)
                .filter(date -> !date.equals(JsonText.EMPTY))
                .isEmpty();
        if (!isNew || type.field(CREATE_DATE).isEmpty()) {
            return withoutAdded(object);
        }
        LocalDateTime now = LocalDateTime.ofInstant(context.now(), context.zone());
        Map<String, JsonValue> stored = new LinkedHashMap<>(object.members());
        stored.keySet().removeAll(added);
        stored.put(CREATE_DATE, new JsonText(DateTimeFormatter.ISO_LOCAL_DATE.format(now)));
        stored.put(CREATE_TIME, new JsonText(SentText.TIME.format(now)));
        return new JsonObject(stored);
    }

    /// These objects are not deleted but hidden: a client sets `isdeleted` where the type lets it.
    @Override
    public Removal delete(Fields before, boolean mistaken, RuleContext context) {
        return new Removal.Refused(ErrorCode.NOT_PERMITTED, "Such an object is hidden by its own field, not deleted.");
    }
}
