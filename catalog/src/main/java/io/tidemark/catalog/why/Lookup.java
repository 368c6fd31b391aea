package io.tidemark.catalog.why;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.KnownTypes;
import io.tidemark.catalog.why.Explanation.Entry;
import io.tidemark.catalog.why.Explanation.Person;
import io.tidemark.catalog.why.Explanation.Subject;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Horizon;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.why.LogReading;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds what an explanation names: objects by what people call them, who made a change, groups. Confined to its
/// transaction.
final class Lookup {
    private static final TypeId TEAM = new TypeId("team");
    private static final TypeId POOL = new TypeId("workpool");
    private static final List<String> TITLES = List.of("Title", "Meeting/Title", "title", "name");

    private final ReadTransaction tx;
    private final KnownTypes known;
    private final LogReading log;
    private final Horizon horizon;

    Lookup(ReadTransaction tx, KnownTypes known) {
        this.tx = tx;
        this.known = known;
        this.log = new LogReading(tx);
        this.horizon = tx.horizon();
    }

    /// How far back the account remembers.
    Horizon horizon() {
        return horizon;
    }

    /// Whether it is forgotten what a change replaced.
    boolean isForgotten(LogEntry entry) {
        return !entry.sequence().isAfter(horizon.states());
    }

    /// A position, or the earliest one after it of which it is known what objects were.
    Sequence known(Sequence position) {
        Sequence states = horizon.states();
        return states.isAfter(position) ? states : position;
    }

    LogReading log() {
        return log;
    }

    Optional<CommandType> described(TypeId type) {
        return known.types().type(type.value());
    }

    /// An object's content at a position; none when it is not there, or deleted.
    Fields fields(ObjectKey key, ObjectNumber number, Sequence at) {
        return tx.objectAt(number, at)
                .filter(object -> !object.deleted() && known.objects().knows(key.type()))
                .map(object -> known.objects().get(key.type()).fields(object.body()))
                .orElse(Fields.NONE);
    }

    /// An object's content at a position, for types of the command API.
    JsonObject object(ObjectNumber number, Sequence at) {
        return tx.objectAt(number, at)
                .filter(object -> !object.deleted())
                .map(CommandObjectType::object)
                .orElse(JsonObject.EMPTY);
    }

    /// The position before a change.
    static Sequence before(LogEntry entry) {
        return new Sequence(entry.sequence().value() - 1);
    }

    /// When the object with a number hid itself; empty when there is none.
    Optional<Hidings> hidings(long number) {
        return number > 0
                ? tx.object(new ObjectNumber(number)).map(object -> new Hidings(this, object.key(), object.number()))
                : Optional.empty();
    }

    Person person(UserId id) {
        return new Person(id, tx.user(id).map(User::name).orElse(""));
    }

    Entry entry(LogEntry entry) {
        ObjectNumber number = entry.number();
        Subject subject = number == null
                ? new Subject(entry.key(), new ObjectNumber(ObjectNumber.BEFORE_ALL), "")
                : subject(entry.key(), number, entry.sequence());
        return new Entry(
                entry.sequence(),
                entry.at(),
                entry.kind(),
                subject,
                Optional.ofNullable(entry.origin().user()).map(this::person),
                Optional.ofNullable(entry.origin().device()),
                entry.origin().call());
    }

    Optional<Entry> entry(Sequence sequence) {
        return log.entry(sequence).map(this::entry);
    }

    /// An object as it is called at a position; as it was called last if it is deleted or emptied there.
    Subject subject(ObjectKey key, ObjectNumber number, Sequence at) {
        String title = title(key, fields(key, number, known(at)));
        return new Subject(key, number, title.isEmpty() ? lastTitle(key, number, at) : title);
    }

    private String lastTitle(ObjectKey key, ObjectNumber number, Sequence until) {
        if (label(key).isEmpty()) {
            return "";
        }
        List<LogEntry> changes = log.history(number, Sequence.ZERO, until, entry -> entry.before() != null);
        return changes.reversed().stream()
                .map(entry -> title(key, fields(key, number, before(entry))))
                .filter(title -> !title.isEmpty())
                .findFirst()
                .orElse("");
    }

    private List<String> label(ObjectKey key) {
        return described(key.type()).map(CommandType::label).orElse(TITLES);
    }

    private String title(ObjectKey key, Fields fields) {
        return label(key).stream()
                .flatMap(field -> Optional.ofNullable(fields.get(field)).stream())
                .map(Values::value)
                .map(value -> value instanceof JsonText(String text) ? text : "")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /// An object with a number, as it is called at a position.
    Optional<Subject> subject(ObjectNumber number, Sequence at) {
        return tx.object(number).map(StoredObject::key).map(key -> subject(key, number, at));
    }

    /// The team or pool that a principal means.
    Optional<Subject> group(Principal principal, Sequence at) {
        if (principal.name().matches("t[0-9]{1,18}")) {
            return tx.object(new ObjectKey(TEAM, principal.name())).map(team -> subject(team.key(), team.number(), at));
        }
        if (principal.name().matches("p[0-9]{1,18}")) {
            return tx.object(new ObjectNumber(Long.parseLong(principal.name().substring(1))))
                    .filter(pool -> pool.key().type().equals(POOL))
                    .map(pool -> subject(pool.key(), pool.number(), at));
        }
        return Optional.empty();
    }

    /// How a field of an object is changed between two positions.
    static Explanation.FieldChange change(String field, Fields before, Fields after) {
        return new Explanation.FieldChange(field, value(before, field), value(after, field));
    }

    private static JsonValue value(Fields fields, String field) {
        return Optional.ofNullable(fields.get(field)).map(Values::value).orElse(JsonText.EMPTY);
    }
}
