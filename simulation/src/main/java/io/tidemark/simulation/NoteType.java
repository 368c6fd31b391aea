package io.tidemark.simulation;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Selected;
import io.tidemark.core.audience.Span;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.Removal;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.DirectoryReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A toy type that has every kind of rule the engine must cope with.
///
/// * `Owners` is a list of user numbers: who should have the note. The first one is the host. `Groups` names groups
/// whose members should have it too. Before `From` and after `Until`, only the host should.
/// * An owner may edit; anybody else is refused. A title that begins with `forbidden` is refused to everybody.
/// * A title is stored without blanks around it, so the server may store something else than what was sent.
/// * The host's deletion removes the note, another owner's takes that owner out (as declining a meeting does).
/// * Change detection looks at `Title` and `Place`, never at `Owners`.
///
/// Immutable, thread-safe.
public final class NoteType implements ObjectType {
    /// The type's name.
    public static final TypeId ID = new TypeId("note");

    /// Detection of changes of any of the two properties.
    public static final int DETECT_ALL = 0;
    /// Detection of changes of the title alone.
    public static final int DETECT_TITLE = 1;
    /// Detection of changes of the place alone.
    public static final int DETECT_PLACE = 2;

    /// The names of the fields.
    public static final String TITLE = "Title";
    /// Where it is about; no rule looks at it.
    public static final String PLACE = "Place";
    /// Who should have it.
    public static final String OWNERS = "Owners";
    /// Which groups should have it too: names of principals.
    public static final String GROUPS = "Groups";

    /// From when on others than a note's first owner should have it: epoch milliseconds.
    public static final String FROM = "From";
    /// Until when: epoch milliseconds.
    public static final String UNTIL = "Until";

    private static final String NUMBER = "Id";

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
        return fields.with(NUMBER, id);
    }

    @Override
    public String mergeGroup(String field) {
        return field;
    }

    @Override
    public boolean differs(Fields held, Fields now, int detection) {
        boolean title = detection != DETECT_PLACE && !held.agreesOn(TITLE, now);
        boolean place = detection != DETECT_TITLE && !held.agreesOn(PLACE, now);
        return title || place;
    }

    @Override
    public Set<Principal> audience(Fields fields, DirectoryReader directory) {
        return Stream.concat(owners(fields).stream().map(Principal::of), groups(fields).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Selected selected(Fields fields, DirectoryReader directory, Instant at) {
        Instant from = instant(fields, FROM);
        Instant until = instant(fields, UNTIL);
        Set<Principal> all = audience(fields, directory);
        if (from != null && at.isBefore(from)) {
            return new Selected(first(fields), from);
        }
        return until == null || at.isBefore(until) ? new Selected(all, until) : new Selected(first(fields), null);
    }

    private static Set<Principal> first(Fields fields) {
        return owners(fields).stream().limit(1).map(Principal::of).collect(Collectors.toSet());
    }

    private static @Nullable Instant instant(Fields fields, String field) {
        String millis = fields.get(field);
        return millis == null || millis.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    @Override
    public List<Span> spans(Fields fields, DirectoryReader directory) {
        return List.of();
    }

    @Override
    public Ruling create(Fields wanted, RuleContext context) {
        Fields owned = owners(wanted).contains(context.actor().id())
                ? wanted
                : wanted.with(OWNERS, text(prepend(context.actor().id(), owners(wanted))));
        return accepted(owned);
    }

    @Override
    public Ruling change(Fields before, Fields wanted, RuleContext context) {
        return owners(before).contains(context.actor().id())
                ? accepted(wanted)
                : new Ruling.Refused(ErrorCode.NOT_PERMITTED, "Only an owner may change this note.");
    }

    @Override
    public Removal delete(Fields before, boolean mistaken, RuleContext context) {
        UserId actor = context.actor().id();
        List<UserId> owners = owners(before);
        if (!owners.contains(actor)) {
            return new Removal.Refused(ErrorCode.NOT_PERMITTED, "Only an owner may delete this note.");
        }
        if (Objects.toString(before.get(TITLE), "").startsWith("keep")) {
            return new Removal.Refused(ErrorCode.RULE_FORBIDS, "This note must be kept.");
        }
        if (owners.getFirst().equals(actor)) {
            return new Removal.Remove();
        }
        return new Removal.Replace(before.with(
                OWNERS,
                text(owners.stream().filter(owner -> !owner.equals(actor)).toList())));
    }

    private static Ruling accepted(Fields wanted) {
        String title = Objects.toString(wanted.get(TITLE), "");
        return title.startsWith("forbidden")
                ? new Ruling.Refused(ErrorCode.RULE_FORBIDS, "This title is not allowed.")
                : new Ruling.Accepted(wanted.with(TITLE, title.strip()));
    }

    /// The owners that a note names, host first.
    public static List<UserId> owners(Fields fields) {
        return Arrays.stream(Objects.toString(fields.get(OWNERS), "").split(",", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> new UserId(Long.parseLong(part)))
                .toList();
    }

    /// The groups that a note names.
    public static List<Principal> groups(Fields fields) {
        return Arrays.stream(Objects.toString(fields.get(GROUPS), "").split(",", -1))
                .filter(part -> !part.isEmpty())
                .map(Principal::new)
                .toList();
    }

    /// The canonical text of a list of owners.
    public static String text(List<UserId> owners) {
        return owners.stream().map(owner -> Long.toString(owner.value())).collect(Collectors.joining(","));
    }

    private static List<UserId> prepend(UserId first, List<UserId> rest) {
        List<UserId> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }
}
