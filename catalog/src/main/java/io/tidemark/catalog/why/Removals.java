package io.tidemark.catalog.why;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.people.Teams;
import io.tidemark.catalog.selection.SelectionRules;
import io.tidemark.catalog.selection.SelectionRules.Day;
import io.tidemark.catalog.selection.SelectionRules.Gives;
import io.tidemark.catalog.selection.SelectionRules.Limit;
import io.tidemark.catalog.selection.Selector;
import io.tidemark.catalog.selection.Selector.Outcome;
import io.tidemark.catalog.selection.Sight;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.catalog.why.Explanation.Entry;
import io.tidemark.catalog.why.Explanation.FieldChange;
import io.tidemark.catalog.why.Explanation.Removal;
import io.tidemark.catalog.why.Explanation.Rule;
import io.tidemark.catalog.why.Explanation.Subject;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.why.Presence;
import io.tidemark.core.why.Stay;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds out how an object went from a user: what the change that ended the last stay was, and what made it. Confined
/// to its transaction.
final class Removals {
    /// So many days before a change that came of the calendar are looked at: a server may have been off for long.
    private static final int DAYS_MAX = 4_000;

    private static final String HIDDEN_POOL = "isdeleted";
    private static final String POOLS_TEAM = "team";

    private final ReadTransaction tx;
    private final Lookup lookup;
    private final StoredObject object;
    private final Hidings hidings;
    private final Optional<RulesThen> rules;

    /// @param hidings when the object hid itself
    /// @param rules its rules; empty when it has none
    Removals(ReadTransaction tx, Lookup lookup, StoredObject object, Hidings hidings, Optional<RulesThen> rules) {
        this.tx = tx;
        this.lookup = lookup;
        this.object = object;
        this.hidings = hidings;
        this.rules = rules;
    }

    /// The last removal that is not after a position: of those that are so for the user, and of those by which the
    /// object hid itself.
    Optional<Removal> last(Presence presence, Sequence position) {
        Optional<Sequence> lost = presence.lost(position);
        Optional<LogEntry> hidden = hidings.hidden(position)
                .filter(entry -> presence.holdsAt(entry.sequence()) || presence.holdsAt(before(entry)));
        if (hidden.isPresent()
                && (lost.isEmpty() || isHiddenWhenLost(hidden.get().sequence(), lost.get()))) {
            return hidden.map(this::hiding);
        }
        return lost.flatMap(at -> lookup.log().entry(at).map(entry -> removal(presence.endedBy(at), entry)));
    }

    /// Who lost what was hidden already, lost nothing.
    private boolean isHiddenWhenLost(Sequence hidden, Sequence lost) {
        return hidden.isAfter(lost) || hidings.isHidden(new Sequence(lost.value() - 1));
    }

    private Fields fields(Sequence position) {
        return lookup.fields(object.key(), object.number(), position);
    }

    private static Sequence before(LogEntry entry) {
        return Lookup.before(entry);
    }

    private FieldChange changed(String field, LogEntry entry) {
        return Lookup.change(field, fields(before(entry)), fields(entry.sequence()));
    }

    private Removal hiding(LogEntry entry) {
        List<FieldChange> fields = lookup.isForgotten(entry) ? List.of() : List.of(hidings.change(entry));
        return removal(Cause.HIDDEN, entry, entry, List.of(), fields, Optional.empty());
    }

    private Removal removal(
            Cause cause,
            LogEntry entry,
            LogEntry by,
            List<Rule> named,
            List<FieldChange> fields,
            Optional<Subject> group) {
        Entry made = lookup.entry(by);
        return new Removal(cause, entry.equals(by) ? made : lookup.entry(entry), made, distinct(named), fields, group);
    }

    private static List<Rule> distinct(List<Rule> rules) {
        return rules.stream().distinct().toList();
    }

    /// @param lost what gave the object until then
    private Removal removal(List<Stay> lost, LogEntry entry) {
        ObjectNumber number = entry.number();
        if (object.number().equals(number) && entry.kind() == ChangeKind.DELETED) {
            return removal(Cause.DELETED, entry, entry, List.of(), List.of(), Optional.empty());
        }
        if (lookup.isForgotten(entry)) {
            return removal(Cause.FORGOTTEN, entry, entry, List.of(), List.of(), Optional.empty());
        }
        if (!object.number().equals(number)) {
            return byGroup(lost, entry);
        }
        if (rules.isEmpty()) {
            return removal(
                    Cause.PARTICIPATION_ENDED,
                    entry,
                    entry,
                    List.of(),
                    entry.fields().stream()
                            .sorted()
                            .map(field -> changed(field, entry))
                            .toList(),
                    Optional.empty());
        }
        return byRules(rules.get(), lost.stream().map(Stay::principal).collect(Collectors.toSet()), entry);
    }

    /// The user is no longer who the object is for.
    private Removal byGroup(List<Stay> lost, LogEntry entry) {
        Principal principal = lost.stream()
                .filter(stay -> entry.sequence().equals(stay.membership().end()))
                .map(Stay::principal)
                .findFirst()
                .orElse(Principal.UNLIMITED);
        if (principal.equals(Principal.UNLIMITED)) {
            return removal(Cause.ACCOUNT_LIMITED, entry, entry, List.of(), List.of(), Optional.empty());
        }
        Optional<Subject> group = lookup.group(principal, before(entry));
        List<Rule> given = given(principal, before(entry), entry.at());
        ObjectNumber number = entry.number();
        if (!entry.key().type().equals(Teams.POOL) || number == null) {
            return removal(Cause.TEAM_LEFT, entry, entry, given, List.of(), group);
        }
        Fields then = lookup.fields(entry.key(), number, before(entry));
        Fields now = lookup.fields(entry.key(), number, entry.sequence());
        Set<String> changed = then.differingFrom(now);
        if (changed.contains(HIDDEN_POOL) || entry.kind() == ChangeKind.DELETED) {
            return removal(
                    Cause.POOL_HIDDEN, entry, entry, given, List.of(Lookup.change(HIDDEN_POOL, then, now)), group);
        }
        if (changed.contains(POOLS_TEAM)) {
            return removal(Cause.POOL_MOVED, entry, entry, given, List.of(Lookup.change(POOLS_TEAM, then, now)), group);
        }
        LogEntry team = lookup.log()
                .sameCall(entry, earlier -> earlier.key().type().equals(Teams.TYPE))
                .orElse(entry);
        ObjectNumber teams = team.number();
        Optional<Subject> left = teams == null ? group : lookup.subject(teams, before(team));
        return removal(Cause.TEAM_LEFT, entry, team, given, List.of(), left);
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, tx.zone());
    }

    /// The rules that give the object to a principal.
    private List<Rule> given(Principal principal, Sequence position, Instant at) {
        return rules.map(then -> then.at(position).sight(fields(position), day(at)).rules().stream()
                        .filter(one -> one.principal().equals(Optional.of(principal)) && one.holds())
                        .map(one -> rule(one.rule()))
                        .toList())
                .orElse(List.of());
    }

    private static Rule rule(SelectionRules.Rule rule) {
        return new Rule(rule.name(), rule.meaning());
    }

    private static Rule rule(Limit limit) {
        return new Rule(limit.name(), limit.meaning());
    }

    private static boolean stands(Selector selector, Fields fields, LocalDate day, Set<Principal> principals) {
        return selector.outcome(fields, day).standing().stream()
                .anyMatch(reason -> principals.contains(reason.principal()));
    }

    private static boolean isGiven(Outcome outcome, Set<Principal> principals) {
        return outcome.reasons().stream().anyMatch(reason -> principals.contains(reason.principal()));
    }

    /// The object is no longer for those who it was for: because of what was changed in it, or else it would have
    /// gone without that, by rules that were changed or because time passed.
    private Removal byRules(RulesThen then, Set<Principal> lost, LogEntry entry) {
        LocalDate day = day(entry.at());
        Selector selector = then.at(entry.sequence());
        Fields old = fields(before(entry));
        if (stands(selector, old, day, lost)) {
            return byEdit(selector, old, fields(entry.sequence()), lost, entry);
        }
        Optional<LogEntry> last =
                lookup.log().history(object.number(), Sequence.ZERO, before(entry), any -> true).stream()
                        .reduce((one, later) -> later);
        for (LogEntry change : then.changes(last.map(LogEntry::sequence).orElse(Sequence.ZERO), entry.sequence())) {
            if (stands(then.at(before(change)), old, day, lost)
                    && !stands(then.at(change.sequence()), old, day, lost)) {
                return removal(
                        Cause.RULES_CHANGED,
                        entry,
                        change,
                        passed(then.at(change.sequence()), old, day, lost).named(),
                        windows(change),
                        Optional.empty());
            }
        }
        LocalDate first = day;
        LocalDate known = last.map(one -> day(one.at())).orElse(day);
        for (int back = 1; back < DAYS_MAX && first.isAfter(known); back++) {
            if (stands(selector, old, first.minusDays(1), lost)) {
                break;
            }
            first = first.minusDays(1);
        }
        Passed passed = passed(selector, old, first, lost);
        return removal(passed.cause(), entry, entry, passed.named(), List.of(), Optional.empty());
    }

    private List<FieldChange> windows(LogEntry change) {
        ObjectNumber number = change.number();
        if (number == null) {
            return List.of();
        }
        return List.of(Lookup.change(
                AccountSettings.WINDOWS,
                lookup.fields(change.key(), number, before(change)),
                lookup.fields(change.key(), number, change.sequence())));
    }

    /// What the calendar did: a limit that takes the object, or rules that no longer give it.
    private record Passed(Cause cause, List<Rule> named) {}

    private static Passed passed(Selector selector, Fields fields, LocalDate day, Set<Principal> lost) {
        Outcome outcome = selector.outcome(fields, day);
        if (isGiven(outcome, lost)) {
            return new Passed(
                    Cause.LIMIT_BY_TIME,
                    outcome.taken().stream().map(one -> rule(one.limit())).toList());
        }
        return new Passed(
                Cause.WINDOW_PASSED,
                selector.sight(fields, day).rules().stream()
                        .filter(one -> one.principal().filter(lost::contains).isPresent())
                        .map(one -> rule(one.rule()))
                        .toList());
    }

    private Removal byEdit(Selector selector, Fields old, Fields fresh, Set<Principal> lost, LogEntry entry) {
        LocalDate day = day(entry.at());
        Outcome outcome = selector.outcome(fresh, day);
        if (isGiven(outcome, lost)) {
            List<Limit> limits =
                    outcome.taken().stream().map(Selector.Taken::limit).toList();
            return limits.stream()
                    .flatMap(limit -> byHidingOfNamed(limit, old, fresh, entry).stream())
                    .findFirst()
                    .orElseGet(() -> byLimits(limits, old, fresh, entry));
        }
        List<Sight.OfRule> gave = selector.sight(old, day).rules().stream()
                .filter(one ->
                        one.holds() && one.principal().filter(lost::contains).isPresent())
                .toList();
        List<Rule> named = gave.stream().map(one -> rule(one.rule())).toList();
        Optional<Subject> group = gave.stream()
                .flatMap(one -> one.principal().stream())
                .flatMap(principal -> lookup.group(principal, before(entry)).stream())
                .findFirst();
        for (Sight.OfRule one : gave) {
            Optional<LogEntry> reference = one.item() == 0 ? Optional.empty() : reference(one, entry);
            if (reference.isPresent()) {
                return byReference(one, reference.get(), entry, named, group);
            }
        }
        Set<String> fields = new LinkedHashSet<>();
        for (Sight.OfRule one : gave) {
            if (one.rule().gives() == Gives.CUSTOM_USERS) {
                entry.fields().stream()
                        .filter(field -> !field.startsWith("."))
                        .sorted()
                        .forEach(fields::add);
            } else {
                fields.addAll(one.values().keySet());
            }
        }
        return removal(
                Cause.FIELD_CHANGED,
                entry,
                entry,
                named,
                fields.stream()
                        .map(field -> Lookup.change(field, old, fresh))
                        .filter(change -> !change.before().equals(change.after()))
                        .toList(),
                group);
    }

    private Removal byLimits(List<Limit> limits, Fields old, Fields fresh, LogEntry entry) {
        return removal(
                Cause.LIMIT_REACHED,
                entry,
                entry,
                limits.stream().map(Removals::rule).toList(),
                limits.stream()
                        .map(Limit::field)
                        .filter(field -> !field.isEmpty())
                        .distinct()
                        .map(field -> Lookup.change(field, old, fresh))
                        .toList(),
                Optional.empty());
    }

    /// What a field names was hidden, when the object names it as before.
    private Optional<Removal> byHidingOfNamed(Limit limit, Fields old, Fields fresh, LogEntry entry) {
        String named = fresh.get(limit.field());
        if (limit.day() != Day.HIDDEN || named == null || !named.equals(old.get(limit.field()))) {
            return Optional.empty();
        }
        return lookup.hidings(Values.number(named))
                .flatMap(hidings -> hidings.hidden(before(entry))
                        .map(by -> removal(
                                Cause.NAMED_HIDDEN,
                                entry,
                                by,
                                List.of(rule(limit)),
                                lookup.isForgotten(by) ? List.of() : List.of(hidings.change(by)),
                                Optional.empty())));
    }

    /// The change of the object that named this one, in the same call: it is what this one follows.
    private Optional<LogEntry> reference(Sight.OfRule one, LogEntry entry) {
        ObjectNumber item = new ObjectNumber(one.item());
        return lookup.log().sameCall(entry, earlier -> item.equals(earlier.number()));
    }

    private Removal byReference(
            Sight.OfRule one, LogEntry reference, LogEntry entry, List<Rule> named, Optional<Subject> group) {
        SelectionRules.Rule rule = one.rule();
        ObjectNumber item = new ObjectNumber(one.item());
        JsonObject then = lookup.object(item, before(reference));
        JsonObject now = lookup.object(item, reference.sequence());
        String hides = lookup.described(reference.key().type())
                .flatMap(CommandType::deletion)
                .map(CommandType.Deletion::field)
                .orElse("");
        boolean isGone = now.members().isEmpty() || now.get(hides).equals(Optional.of(JsonNumber.of(1)));
        List<FieldChange> fields = new ArrayList<>();
        if (!isGone) {
            Set<String> names =
                    new LinkedHashSet<>(List.of(rule.through().orElseThrow().by()));
            names.addAll(one.values().keySet());
            for (String name : names) {
                JsonValue before = then.get(name).orElse(JsonText.EMPTY);
                JsonValue after = now.get(name).orElse(JsonText.EMPTY);
                if (!before.equals(after)) {
                    fields.add(new FieldChange(name, before, after));
                }
            }
        }
        return removal(
                isGone ? Cause.REFERENCE_REMOVED : Cause.REFERENCE_CHANGED, entry, reference, named, fields, group);
    }
}
