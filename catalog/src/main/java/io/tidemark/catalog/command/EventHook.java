package io.tidemark.catalog.command;

import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An event that connected apps can be told (command API 4.3): which changes cause it, and what is sent of
/// them. Immutable.
///
/// @param modcode the part of the system that it belongs to
/// @param name its name in that part
/// @param type the name of the type whose changes cause it; the server may not store objects of it yet
/// @param kinds the changes that cause it
/// @param fields when not empty, a change of an object that lives on causes it only if one of these fields
///     changed
/// @param variables what is sent, in this order
/// @param occasion when it is told, for people: what follows "when"
public record EventHook(
        String modcode,
        String name,
        String type,
        Set<ChangeKind> kinds,
        Set<String> fields,
        List<Variable> variables,
        String occasion) {
    private static final Set<ChangeKind> ANY = Set.of(ChangeKind.CREATED, ChangeKind.CHANGED, ChangeKind.DELETED);
    private static final Set<ChangeKind> LATER = Set.of(ChangeKind.CHANGED, ChangeKind.DELETED);
    private static final Set<ChangeKind> CREATION = Set.of(ChangeKind.CREATED);

    private static final Set<String> NO_FIELDS = Set.of();

    private static final Variable OBJECT = new Variable("object", new Source.Now());
    private static final Variable PREVIOUS = new Variable("previousobject", new Source.Before());
    private static final List<Variable> DOCUMENT = List.of(new Variable("document", new Source.Now()));
    private static final List<Variable> NOTE = List.of(
            new Variable("message", new Source.Now()),
            new Variable("thread", new Source.Referred("threadid", "thread")));

    /// All events, in the order of the reference. A note is a message of a conversation: the description of the
    /// type `thread` says so.
    public static final List<EventHook> ALL = List.of(
            new EventHook(
                    "customer",
                    "event_customer_change",
                    "customer",
                    ANY,
                    NO_FIELDS,
                    List.of(OBJECT, PREVIOUS),
                    "a company is added or changes"),
            new EventHook(
                    "customer",
                    "event_person_attach",
                    "cprelationship",
                    ANY,
                    Set.of("isdeleted"),
                    List.of(new Variable("object", new Source.Attached("origin"))),
                    "a person is attached to a company or detached from it"),
            new EventHook(
                    "invoice",
                    "event_invoice_line_change",
                    "invoiceline",
                    ANY,
                    NO_FIELDS,
                    List.of(OBJECT),
                    "a line to be invoiced is added or changes"),
            new EventHook("general", "event_file_change", "document", LATER, NO_FIELDS, DOCUMENT, "a file changes"),
            new EventHook("general", "event_file_create", "document", CREATION, NO_FIELDS, DOCUMENT, "a file is added"),
            new EventHook("general", "event_note_change", "tmessage", LATER, NO_FIELDS, NOTE, "a note changes"),
            new EventHook("general", "event_note_create", "tmessage", CREATION, NO_FIELDS, NOTE, "a note is written"),
            new EventHook(
                    "todo",
                    "event_todo_change",
                    "todo",
                    ANY,
                    NO_FIELDS,
                    List.of(OBJECT, PREVIOUS),
                    "a task is added or changes"));

    public EventHook {
        kinds = Set.copyOf(kinds);
        fields = Set.copyOf(fields);
        variables = List.copyOf(variables);
    }

    /// The event with this name in this part of the system; empty when it is none that is ever told.
    public static Optional<EventHook> named(String modcode, String name) {
        return ALL.stream()
                .filter(event -> event.modcode.equals(modcode) && event.name.equals(name))
                .findFirst();
    }

    /// Whether a change causes it.
    public boolean isCausedBy(LogEntry entry) {
        return kinds.contains(entry.kind())
                && type.equals(entry.key().type().value())
                && (entry.kind() != ChangeKind.CHANGED
                        || fields.isEmpty()
                        || entry.fields().stream().anyMatch(fields::contains));
    }

    /// One form field of what is sent.
    ///
    /// @param name the field
    /// @param source the object in it, as JSON text
    public record Variable(String name, Source source) {}

    /// Where an object that is sent comes from.
    public sealed interface Source {
        /// What the change made of the object.
        record Now() implements Source {}

        /// The object before the change; `null` when there was none.
        record Before() implements Source {}

        /// As [Now], with one more field that says `attached`, or `detached` when the object was hidden or
        /// deleted.
        ///
        /// @param field its name
        record Attached(String field) implements Source {}

        /// The object whose number stands in a field, as it was at the change; `null` when there is none.
        ///
        /// @param field the field
        /// @param type the type of that object
        record Referred(String field, String type) implements Source {}
    }
}
