package io.tidemark.catalog.command;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Writes what is sent of a change when an event is told: each object in exactly the form in which the API
/// sends it, as it was at the change and not as it is by now. Thread-safe.
public final class EventText {
    private static final String NONE = "null";

    private final CommandTypes types;

    /// @param types all types of the account
    public EventText(CommandTypes types) {
        this.types = types;
    }

    /// The form fields of an event, in their order.
    ///
    /// @param entry a change that causes the event; it has an object
    /// @param to to whom they go
    public Map<String, String> of(EventHook event, LogEntry entry, ReadTransaction tx, Recipient to) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (EventHook.Variable variable : event.variables()) {
            fields.put(variable.name(), text(variable.source(), event, entry, tx, to));
        }
        return fields;
    }

    private String text(EventHook.Source source, EventHook event, LogEntry entry, ReadTransaction tx, Recipient to) {
        ObjectNumber number = Objects.requireNonNull(entry.number(), "a change that causes an event has an object");
        return switch (source) {
            case EventHook.Source.Now _ -> now(event.type(), number, entry, tx, to);
            case EventHook.Source.Before _ -> living(event.type(), number, entry.previous(), tx, to);
            case EventHook.Source.Attached(String field) -> attached(field, event, number, entry, tx, to);
            case EventHook.Source.Referred(String field, String type) ->
                stored(number, entry.sequence(), tx)
                        .flatMap(object -> StoredText.object(object.body()).get(field))
                        .flatMap(EventText::number)
                        .map(referred -> living(type, referred, entry.sequence(), tx, to))
                        .orElse(NONE);
        };
    }

    private String now(String type, ObjectNumber number, LogEntry entry, ReadTransaction tx, Recipient to) {
        if (entry.kind() != ChangeKind.DELETED) {
            return living(type, number, entry.sequence(), tx, to);
        }
        SentBytes out = new SentBytes();
        new SentText(type(type), to.zone(), to.user()).gone(out, number.value());
        return out.toString(StandardCharsets.UTF_8);
    }

    private String attached(
            String field, EventHook event, ObjectNumber number, LogEntry entry, ReadTransaction tx, Recipient to) {
        String text = now(event.type(), number, entry, tx, to);
        boolean hidden = entry.kind() == ChangeKind.DELETED
                || stored(number, entry.sequence(), tx)
                        .filter(object ->
                                new SentText(type(event.type()), to.zone(), to.user()).isHidden(object.body()))
                        .isPresent();
        return text.substring(0, text.length() - 1) + ",\"" + field + "\":\"" + (hidden ? "detached" : "attached")
                + "\"}";
    }

    /// An object as it was at a position of the log; `null` when it was deleted, not there, or of another type.
    private String living(String type, ObjectNumber number, Sequence at, ReadTransaction tx, Recipient to) {
        Optional<StoredObject> object = stored(number, at, tx)
                .filter(found -> found.key().type().value().equals(type));
        if (object.isEmpty()) {
            return NONE;
        }
        SentBytes out = new SentBytes();
        new SentText(type(type), to.zone(), to.user()).present(out, object.get());
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Optional<StoredObject> stored(ObjectNumber number, Sequence at, ReadTransaction tx) {
        return tx.objectAt(number, at).filter(object -> !object.deleted());
    }

    private CommandType type(String name) {
        return types.type(name).orElseThrow();
    }

    private static Optional<ObjectNumber> number(JsonValue value) {
        return value instanceof JsonNumber(String digits) && digits.matches("[1-9][0-9]{0,17}")
                ? Optional.of(new ObjectNumber(Long.parseLong(digits)))
                : Optional.empty();
    }

    /// To whom an event goes.
    ///
    /// @param zone the account's time zone
    /// @param user as whom the app was connected
    public record Recipient(ZoneId zone, UserId user) {}
}
