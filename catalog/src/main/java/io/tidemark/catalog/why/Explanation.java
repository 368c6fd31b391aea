package io.tidemark.catalog.why;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Why an object is on a user's devices, or not, at an instant. Immutable.
///
/// @param object which object
/// @param user whose devices
/// @param at of which instant
/// @param zone the account's, in which days are meant
/// @param state how it is with the two
/// @param since the change since which the user has it without a break; empty when the user does not have it, or
///     had it from the beginning of the log
/// @param until when the rules give it no longer, if nobody touches anything; empty for never, and when the user does
///     not have it
/// @param reasons all that gives it to the user
/// @param removal the last change through which it went from the user; also there when it has come back since
/// @param seen what each rule of the type sees of it; empty for types without rules and for what does not exist
/// @param deliveries what devices were told of it
/// @param remembered since when it is remembered what the state says; empty when nothing of that is forgotten
public record Explanation(
        Subject object,
        Person user,
        Instant at,
        ZoneId zone,
        State state,
        Optional<Entry> since,
        Optional<Instant> until,
        List<Reason> reasons,
        Optional<Removal> removal,
        List<Seen> seen,
        List<DeliveryTold> deliveries,
        Optional<Instant> remembered) {
    public Explanation {
        reasons = List.copyOf(reasons);
        seen = List.copyOf(seen);
        deliveries = List.copyOf(deliveries);
    }

    /// Whether devices of the user should show it.
    public boolean isSelected() {
        return state == State.SELECTED;
    }

    /// The same without what the object holds, for somebody who does not have it: its title, what the rules see of
    /// it, and what fields became.
    public Explanation withoutContent() {
        return new Explanation(
                new Subject(object.key(), object.number(), ""),
                user,
                at,
                zone,
                state,
                since,
                until,
                reasons,
                removal.map(one -> new Removal(
                        one.cause(),
                        one.entry().untitled(),
                        one.by().untitled(),
                        one.rules(),
                        one.fields().stream()
                                .map(field -> new FieldChange(field.field(), field.before(), JsonText.EMPTY))
                                .toList(),
                        one.group())),
                seen.stream()
                        .map(one -> new Seen(one.rule(), one.isLimit(), Map.of(), one.isUsers(), one.holds()))
                        .toList(),
                deliveries,
                remembered);
    }

    /// How it is with an object and a user.
    public enum State {
        /// In the user's selection.
        SELECTED,
        /// Not shown, by its own field.
        HIDDEN,
        /// Gone from the user's selection.
        LEFT,
        /// Never was in the user's selection, as far back as that is remembered.
        NEVER,
        /// Deleted.
        DELETED,
        /// Not there yet.
        NOT_YET,
        /// What it was at that time is no longer known.
        FORGOTTEN;

        /// The word for programs.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// An object.
    ///
    /// @param title what people call it; may be empty
    public record Subject(ObjectKey key, ObjectNumber number, String title) {}

    /// A user.
    public record Person(UserId id, String name) {}

    /// A change, as the log has it.
    ///
    /// @param object what was changed
    /// @param by who changed it; empty for the server and its operators
    /// @param device the device it came from; empty when there is none
    /// @param call through which call
    public record Entry(
            Sequence sequence,
            Instant at,
            ChangeKind kind,
            Subject object,
            Optional<Person> by,
            Optional<String> device,
            String call) {
        Entry untitled() {
            return new Entry(sequence, at, kind, new Subject(object.key(), object.number(), ""), by, device, call);
        }
    }

    /// A rule or a limit, by name, and in a sentence.
    public record Rule(String name, String meaning) {}

    /// What gives an object to a user.
    ///
    /// @param principal through whom
    /// @param rule which rule; empty where everybody has it, and where whoever takes part does
    /// @param named the object that names this one for the user, such as a planning; empty when its own
    ///     fields do
    /// @param values the fields that the rule goes by
    /// @param group the team or pool through which the user has it; empty for the user alone and for everybody
    /// @param since the change since which it is given to the principal
    /// @param memberSince the change that brought the user into the group; empty when no group is in it
    /// @param until when the rule gives it no longer; empty for never
    public record Reason(
            Principal principal,
            Optional<Rule> rule,
            Optional<Subject> named,
            Map<String, JsonValue> values,
            Optional<Subject> group,
            Optional<Entry> since,
            Optional<Entry> memberSince,
            Optional<Instant> until) {
        public Reason {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// A field whose value a change replaced.
    ///
    /// @param before empty text when there was none
    public record FieldChange(String field, JsonValue before, JsonValue after) {}

    /// How an object went from a user.
    ///
    /// @param entry the change with which it went
    /// @param by the change that made it go: another one when that followed, as for a planning that was taken away
    /// @param rules the rules that gave it before, or the limits that took it
    /// @param fields the fields that were changed
    /// @param group the team or pool through which the user had it; empty when that does not matter
    public record Removal(
            Cause cause, Entry entry, Entry by, List<Rule> rules, List<FieldChange> fields, Optional<Subject> group) {
        public Removal {
            rules = List.copyOf(rules);
            fields = List.copyOf(fields);
        }
    }

    /// What a rule or limit sees of an object.
    ///
    /// @param isLimit whether it is a limit
    /// @param values the fields that it goes by
    /// @param isUsers whether what it sees means this user; true for a limit
    /// @param holds whether it gives the object, or for a limit: leaves it
    public record Seen(Rule rule, boolean isLimit, Map<String, JsonValue> values, boolean isUsers, boolean holds) {
        public Seen {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// What a device was told of an object.
    ///
    /// @param device what it calls itself, or what the log calls it
    /// @param sent when it was last told; empty when that is too long ago to know
    /// @param isGone whether it was told that the object is gone
    /// @param isConfirmed whether it has shown since that it has what it was told
    public record DeliveryTold(String device, Optional<Instant> sent, boolean isGone, boolean isConfirmed) {}
}
