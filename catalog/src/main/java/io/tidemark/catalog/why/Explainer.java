package io.tidemark.catalog.why;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.KnownTypes;
import io.tidemark.catalog.selection.SelectionRules.Day;
import io.tidemark.catalog.selection.Selector;
import io.tidemark.catalog.selection.Sight;
import io.tidemark.catalog.why.Explanation.DeliveryTold;
import io.tidemark.catalog.why.Explanation.Entry;
import io.tidemark.catalog.why.Explanation.Reason;
import io.tidemark.catalog.why.Explanation.Rule;
import io.tidemark.catalog.why.Explanation.Seen;
import io.tidemark.catalog.why.Explanation.State;
import io.tidemark.catalog.why.Explanation.Subject;
import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.changes.ListUse;
import io.tidemark.core.changes.UserPrincipals;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.ToldDevices;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.why.Presence;
import io.tidemark.core.why.Stay;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says why an object is on a user's devices, or not, now or at an instant in the past. It goes back over the log and
/// writes nothing. Confined to its transaction.
public final class Explainer {
    private final ReadTransaction tx;
    private final KnownTypes known;
    private final Lookup lookup;

    /// @param tx a view of the account
    /// @param known the types of the account
    public Explainer(ReadTransaction tx, KnownTypes known) {
        this.tx = tx;
        this.known = known;
        this.lookup = new Lookup(tx, known);
    }

    /// Explains an object as it is now.
    ///
    /// @param now the time
    /// @return empty when there never was an object with this number
    public Optional<Explanation> now(UserId user, ObjectNumber number, Instant now) {
        return find(number).map(object -> explain(user, object, now, tx.head().sequence()));
    }

    /// Explains an object as it was at an instant, with all that was changed at that instant or before.
    ///
    /// @return empty when there never was an object with this number
    public Optional<Explanation> at(UserId user, ObjectNumber number, Instant instant) {
        return find(number).map(object -> explain(user, object, instant, tx.positionBefore(instant.plusMillis(1))));
    }

    private Optional<StoredObject> find(ObjectNumber number) {
        return tx.object(number)
                .filter(object -> known.objects().knows(object.key().type()));
    }

    private Explanation explain(UserId user, StoredObject object, Instant at, Sequence position) {
        if (!lookup.horizon().remembers(position)) {
            return forgotten(user, object, at);
        }
        ObjectType type = known.objects().get(object.key().type());
        Optional<CommandType> described =
                type instanceof CommandObjectType command ? Optional.of(command.type()) : Optional.empty();
        Optional<RulesThen> rules =
                described.flatMap(one -> one.selection().map(selection -> new RulesThen(tx, lookup, one, selection)));
        Hidings hidings = new Hidings(lookup, object.key(), object.number());
        Removals removals = new Removals(tx, lookup, object, hidings, rules);
        Presence presence = Presence.of(tx, principals(user, described, rules.isPresent()), object.number());
        Optional<StoredObject> then = tx.objectAt(object.number(), position);
        State state =
                then.map(found -> state(found, presence, hidings, position)).orElse(State.NOT_YET);
        Fields fields = lookup.fields(object.key(), object.number(), position);
        LocalDate today = LocalDate.ofInstant(at, tx.zone());
        Optional<Selector> selector = rules.map(one -> one.at(position));
        List<Reason> reasons = state == State.SELECTED || state == State.HIDDEN
                ? reasons(presence.at(position), selector, fields, today, position)
                : List.of();
        return new Explanation(
                lookup.subject(object.key(), object.number(), position),
                lookup.person(user),
                at,
                tx.zone(),
                state,
                since(state, presence, position, hidings),
                state == State.SELECTED ? until(reasons, selector, fields, today) : Optional.empty(),
                reasons,
                state == State.NOT_YET || state == State.NEVER ? Optional.empty() : removals.last(presence, position),
                selector.filter(one -> !fields.values().isEmpty())
                        .map(one -> seen(one, fields, today, principalsAt(user, position), isLimited(user, position)))
                        .orElse(List.of()),
                described.isPresent() ? listed(user, object, presence) : told(user, object),
                state == State.NEVER ? instant(lookup.horizon().departures()) : Optional.empty());
    }

    private Explanation forgotten(UserId user, StoredObject object, Instant at) {
        return new Explanation(
                lookup.subject(object.key(), object.number(), lookup.horizon().states()),
                lookup.person(user),
                at,
                tx.zone(),
                State.FORGOTTEN,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                instant(lookup.horizon().states()));
    }

    /// When something was forgotten; empty when nothing was.
    private Optional<Instant> instant(Sequence forgotten) {
        return lookup.log().entry(forgotten).map(LogEntry::at);
    }

    /// What logins were told by change lists: all that was touched up to where their last chain tells.
    private List<DeliveryTold> listed(UserId user, StoredObject object, Presence presence) {
        Sequence touched = presence.touched(object.version());
        boolean isGone = object.deleted() || !presence.holdsAt(tx.head().sequence());
        if (presence.stays().isEmpty()) {
            return List.of();
        }
        return tx.listUses(user, object.key().type()).stream()
                .filter(use -> !touched.isAfter(use.to()) && (use.isWhole() || !touched.isAfter(use.confirmed())))
                .map(use -> new DeliveryTold(
                        device(use),
                        touched.isAfter(use.confirmed()) ? Optional.of(use.received()) : Optional.empty(),
                        isGone,
                        !touched.isAfter(use.confirmed())))
                .toList();
    }

    /// What the device of a login calls itself.
    private String device(ListUse use) {
        return use.login().isEmpty()
                ? "login with password"
                : tx.session(use.login())
                        .map(Session::device)
                        .filter(name -> !name.isEmpty())
                        .orElse("login " + use.login());
    }

    /// What devices were told by the meeting API. Their rounds are those of today, whatever instant is asked of.
    private List<DeliveryTold> told(UserId user, StoredObject object) {
        ToldDevices devices = new ToldDevices(tx, user, object.number());
        return Stream.of(Catalog.MEETINGS, Catalog.TASKS)
                .filter(stream -> stream.types().contains(object.key().type()))
                .flatMap(stream -> devices.of(stream).stream())
                .map(one -> new DeliveryTold(one.device(), one.sent(), one.isGone(), one.isConfirmed()))
                .toList();
    }

    private static State state(StoredObject object, Presence presence, Hidings hidings, Sequence position) {
        if (object.deleted()) {
            return State.DELETED;
        }
        if (presence.holdsAt(position)) {
            return hidings.isHidden(position) ? State.HIDDEN : State.SELECTED;
        }
        return presence.lost(position).isPresent() ? State.LEFT : State.NEVER;
    }

    /// Types without rules are for everybody, whether the account limits objects or not; those of the meeting API for
    /// who takes part.
    private Map<Principal, List<Membership>> principals(
            UserId user, Optional<CommandType> described, boolean hasRules) {
        if (hasRules) {
            return UserPrincipals.of(tx, user).stays();
        }
        Principal principal = described.isPresent() ? Principal.EVERYONE : Principal.of(user);
        return Map.of(principal, List.of(new Membership(principal, Sequence.ZERO, null)));
    }

    private Set<Principal> principalsAt(UserId user, Sequence position) {
        return UserPrincipals.of(tx, user).stays().entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(stay -> stay.holdsAt(position)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean isLimited(UserId user, Sequence position) {
        return !principalsAt(user, position).contains(Principal.UNLIMITED);
    }

    /// The change since which the object is shown to the user without a break.
    private Optional<Entry> since(State state, Presence presence, Sequence position, Hidings hidings) {
        if (state != State.SELECTED) {
            return Optional.empty();
        }
        Optional<Sequence> shown = hidings.shown(position).map(LogEntry::sequence);
        return presence.since(position)
                .map(since -> shown.filter(at -> at.isAfter(since)).orElse(since))
                .flatMap(lookup::entry);
    }

    private Optional<Instant> until(List<Reason> reasons, Optional<Selector> selector, Fields fields, LocalDate today) {
        if (selector.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> ofReasons = reasons.stream()
                        .anyMatch(reason -> reason.until().isEmpty())
                ? Optional.empty()
                : reasons.stream().flatMap(reason -> reason.until().stream()).max(Instant::compareTo);
        boolean isOfAll = reasons.stream().anyMatch(reason -> reason.rule().isEmpty());
        Optional<Instant> ofLimits = selector.get().sight(fields, today).limits().stream()
                .filter(one -> one.holds() && (one.limit().forAll() || !isOfAll))
                .flatMap(one -> instant(one.until()).stream())
                .min(Instant::compareTo);
        return Stream.concat(ofReasons.stream(), ofLimits.stream()).min(Instant::compareTo);
    }

    private Optional<Instant> instant(@Nullable LocalDate day) {
        return Optional.ofNullable(day).map(one -> one.atStartOfDay(tx.zone()).toInstant());
    }

    private List<Reason> reasons(
            List<Stay> stays, Optional<Selector> selector, Fields fields, LocalDate today, Sequence position) {
        List<Reason> reasons = new ArrayList<>();
        for (Stay stay : stays) {
            List<Sight.OfRule> gives = selector.map(one -> given(one.sight(fields, today), stay.principal()))
                    .orElse(List.of());
            if (gives.isEmpty()) {
                reasons.add(reason(stay, Optional.empty(), position));
            }
            gives.forEach(one -> reasons.add(reason(stay, Optional.of(one), position)));
        }
        return reasons;
    }

    /// The rules that give the object to a principal. What the log says counts: a window may have passed that nobody
    /// has looked at yet.
    private static List<Sight.OfRule> given(Sight sight, Principal principal) {
        List<Sight.OfRule> all = sight.rules().stream()
                .filter(one -> one.principal().equals(Optional.of(principal)))
                .toList();
        List<Sight.OfRule> holding = all.stream().filter(Sight.OfRule::holds).toList();
        return holding.isEmpty() ? all : holding;
    }

    private Reason reason(Stay stay, Optional<Sight.OfRule> gives, Sequence position) {
        Optional<Subject> group = lookup.group(stay.principal(), position);
        return new Reason(
                stay.principal(),
                gives.map(one -> new Rule(one.rule().name(), one.rule().meaning())),
                gives.filter(one -> one.item() > 0)
                        .flatMap(one -> lookup.subject(new ObjectNumber(one.item()), position)),
                gives.map(Sight.OfRule::values).orElse(Map.of()),
                group,
                lookup.entry(stay.edge().begin()),
                lookup.entry(stay.membership().begin()),
                gives.flatMap(one -> instant(one.until())));
    }

    private static List<Seen> seen(
            Selector selector, Fields fields, LocalDate today, Set<Principal> principals, boolean isLimited) {
        Sight sight = selector.sight(fields, today);
        List<Seen> seen = new ArrayList<>();
        if (selector.rules().everyone()) {
            seen.add(new Seen(new Rule(EVERYBODY, EVERYBODYS), false, Map.of(), !isLimited, true));
        }
        for (Sight.OfRule one : sight.rules()) {
            seen.add(new Seen(
                    new Rule(one.rule().name(), one.rule().meaning()),
                    false,
                    one.values(),
                    one.principal().filter(principals::contains).isPresent(),
                    one.holds()));
        }
        for (Sight.OfLimit one : sight.limits()) {
            Map<String, JsonValue> values = new LinkedHashMap<>();
            if (one.limit().day() == Day.HIDDEN) {
                String names = fields.get(one.limit().field());
                values.put(one.limit().field(), names == null ? JsonNumber.ZERO : Values.value(names));
            } else {
                one.day()
                        .ifPresent(day -> values.put(
                                one.limit().field().isEmpty()
                                        ? one.limit().name()
                                        : one.limit().field(),
                                new JsonText(day.toString())));
            }
            seen.add(new Seen(new Rule(one.limit().name(), one.limit().meaning()), true, values, true, one.holds()));
        }
        return seen;
    }

    /// Under this name stands what everybody has who is not limited.
    public static final String EVERYBODY = "everybody";

    private static final String EVERYBODYS = "Everybody has it whom the account does not limit";
}
