package io.tidemark.core.object;

import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Selected;
import io.tidemark.core.audience.Span;
import io.tidemark.core.content.ContentHash;
import io.tidemark.core.storage.DirectoryReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the engine must know about a type of objects, and all that it knows. Implementations hold the rules of
/// the business; the engine holds order, versions, merging and confirmation.
///
/// Thread-safe and without state of their own: everything they decide on comes in as a parameter.
public interface ObjectType {
    /// The type's name.
    TypeId id();

    /// Takes stored bytes apart.
    ///
    /// @throws io.tidemark.core.error.SyncException with `STORAGE_CORRUPT` when they are not what [#body] makes
    Fields fields(byte[] body);

    /// Puts fields together into the bytes that are stored and that go out.
    byte[] body(Fields fields);

    /// These fields with the object's id among them, where the type keeps its id.
    Fields identified(Fields fields, String id);

    /// The name of the group of fields that a merge never tears apart: a field for itself (its own name), or
    /// for instance one name for a start and an end. Two edits conflict when they touch one group.
    String mergeGroup(String field);

    /// Brings two changes of one field together, where the field is a list whose members can be changed each
    /// for itself. Empty when both touched the same member in different ways, or when the field is one thing.
    ///
    /// @param field its name
    /// @param base what both started from, canonical text; null when it was absent
    /// @param current what one of them made of it
    /// @param wanted what the other wants
    default Optional<String> mergeInside(
            String field, @Nullable String base, @Nullable String current, @Nullable String wanted) {
        return Optional.empty();
    }

    /// Whether a device that holds `held` is to be told of `now`, when only the properties in `detection` take
    /// part in change detection (meeting API 5.7).
    ///
    /// @param detection bits whose meaning is the stream's; 0 is the protocol's default
    boolean differs(Fields held, Fields now, int detection);

    /// Who should have such an object.
    Set<Principal> audience(Fields fields, DirectoryReader directory);

    /// Who should have such an object at an instant, for types whose rules look at the calendar.
    default Selected selected(Fields fields, DirectoryReader directory, Instant at) {
        return new Selected(audience(fields, directory), null);
    }

    /// The group that such an object keeps, if it does. It keeps one from its creation on, or never, and always for
    /// the same principal.
    default Optional<Group> group(ObjectKey key, Fields fields, DirectoryReader directory) {
        return Optional.empty();
    }

    /// When it occupies whom.
    List<Span> spans(Fields fields, DirectoryReader directory);

    /// By what such an object is found.
    default Set<Term> terms(Fields fields) {
        return Set.of();
    }

    /// The key of the only object of the type that an account has, for types of which there is one; creating it
    /// again changes it.
    default Optional<ObjectKey> only() {
        return Optional.empty();
    }

    /// A new object that knows its number, where the type tells it to people in a field.
    ///
    /// @param fields as it is about to be stored
    /// @param own its number, which is taken when it is asked for
    default Fields numbered(Fields fields, Supplier<ObjectNumber> own) {
        return fields;
    }

    /// The other view of such an object, if another protocol has one.
    ///
    /// @param key the object's key
    default Optional<Counterpart> counterpart(ObjectKey key) {
        return Optional.empty();
    }

    /// What a change of such an object makes of others.
    ///
    /// @param before none when it is new
    /// @param after none when it is gone
    /// @param own the object's number
    default List<Echo> echoes(Fields before, Fields after, ObjectNumber own) {
        return List.of();
    }

    /// Whether changes of such objects make anything of others at all.
    default boolean isEchoed() {
        return false;
    }

    /// The contents outside the database that it names, and so keeps (ADR 0023).
    default Set<ContentHash> contents(Fields fields) {
        return Set.of();
    }

    /// Decides whether an object may come into being like this.
    Ruling create(Fields wanted, RuleContext context);

    /// Decides whether an object may become like this.
    Ruling change(Fields before, Fields wanted, RuleContext context);

    /// Decides what happens when a user deletes the object.
    ///
    /// @param mistaken the client did not know what it deleted: a calendar entry of its own turned out to be
    /// this
    ///     object (meeting API 5.9)
    Removal delete(Fields before, boolean mistaken, RuleContext context);
}
