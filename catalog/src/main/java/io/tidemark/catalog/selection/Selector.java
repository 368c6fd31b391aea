package io.tidemark.catalog.selection;

import io.tidemark.catalog.selection.SelectionRules.Around;
import io.tidemark.catalog.selection.SelectionRules.Day;
import io.tidemark.catalog.selection.SelectionRules.Limit;
import io.tidemark.catalog.selection.SelectionRules.Rule;
import io.tidemark.catalog.selection.Window.Phase;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Selected;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.Fields;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Applies the rules of a type to its objects: a function of an object's fields and the day, and nothing
/// else. What a rule goes by beside the fields, the object keeps. Immutable.
public final class Selector {
    /// Under this name an object keeps the users whom its custom fields name.
    public static final String CUSTOM_USERS = ".customusers";

    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);
    private static final String YES = "1";
    private static final String ID = "id";

    private final SelectionRules rules;
    private final List<Limit> forAll;
    private final List<Limit> forRules;

    /// @param type the type's name
    /// @param described its rules
    /// @param windows those that the account has set
    public Selector(String type, SelectionRules described, Windows windows) {
        this.rules = new SelectionRules(
                described.everyone(),
                described.rules().stream()
                        .map(rule -> new Rule(
                                rule.name(),
                                rule.meaning(),
                                rule.gives(),
                                rule.field(),
                                rule.through(),
                                rule.around()
                                        .map(around -> new Around(
                                                around.field(), windows.window(type, rule.name(), around.window())))))
                        .toList(),
                described.limits().stream()
                        .map(limit -> new Limit(
                                limit.name(),
                                limit.meaning(),
                                limit.day(),
                                limit.field(),
                                windows.window(type, limit.name(), limit.window()),
                                limit.forAll()))
                        .toList());
        this.forAll = rules.limits().stream().filter(Limit::forAll).toList();
        this.forRules = rules.limits().stream().filter(limit -> !limit.forAll()).toList();
    }

    /// The rules with the windows of the account.
    public SelectionRules rules() {
        return rules;
    }

    /// Somebody to whom a rule gives an object.
    ///
    /// @param rule the rule; null for what everybody has who is not limited
    /// @param principal to whom
    /// @param until the first day on which the rule no longer does; null for never
    public record Reason(
            @Nullable Rule rule,
            Principal principal,
            @Nullable LocalDate until) {}

    /// A limit that takes an object away.
    ///
    /// @param day the day that it went by
    /// @param until the first day on which it no longer does; null for never
    public record Taken(
            Limit limit, LocalDate day, @Nullable LocalDate until) {}

    /// How the rules come out.
    ///
    /// @param reasons to whom the object is given
    /// @param taken the limits that take it from all of them, or from those of the rules
    public record Outcome(List<Reason> reasons, List<Taken> taken) {
        public Outcome {
            reasons = List.copyOf(reasons);
            taken = List.copyOf(taken);
        }

        /// Those to whom it is given and not taken away again.
        public List<Reason> standing() {
            if (taken.stream().anyMatch(one -> one.limit().forAll())) {
                return List.of();
            }
            return taken.isEmpty()
                    ? reasons
                    : reasons.stream().filter(reason -> reason.rule() == null).toList();
        }
    }

    /// Who should have an object, and until when that stands.
    public Selected selected(Fields fields, ZoneId zone, Instant at) {
        LocalDate today = LocalDate.ofInstant(at, zone);
        Soonest soonest = new Soonest();
        if (!holds(forAll, fields, today, soonest)) {
            return new Selected(Set.of(), soonest.instant(zone));
        }
        Set<Principal> audience = new HashSet<>();
        if (rules.everyone()) {
            audience.add(Principal.UNLIMITED);
        }
        Soonest ofRules = new Soonest();
        boolean open = holds(forRules, fields, today, ofRules);
        if (!ofRules.isNever) {
            soonest.add(ofRules.day);
            for (Rule rule : rules.rules()) {
                for (Given given : given(rule, fields, today)) {
                    soonest.add(given.phase().until());
                    if (open && given.phase().holds()) {
                        audience.add(given.principal());
                    }
                }
            }
        }
        return new Selected(audience, soonest.instant(zone));
    }

    /// How each rule and limit comes out on a day.
    public Outcome outcome(Fields fields, LocalDate today) {
        List<Reason> reasons = new ArrayList<>();
        if (rules.everyone()) {
            reasons.add(new Reason(null, Principal.UNLIMITED, null));
        }
        for (Rule rule : rules.rules()) {
            for (Given given : given(rule, fields, today)) {
                if (given.phase().holds()) {
                    reasons.add(
                            new Reason(rule, given.principal(), given.phase().until()));
                }
            }
        }
        List<Taken> taken = new ArrayList<>();
        for (Limit limit : rules.limits()) {
            day(limit, fields).ifPresent(day -> {
                Phase phase = phase(limit, day, today);
                if (!phase.holds()) {
                    taken.add(new Taken(limit, day, phase.until()));
                }
            });
        }
        return new Outcome(reasons, taken);
    }

    /// The earliest day on which something may be otherwise.
    private static final class Soonest {
        private @Nullable LocalDate day;
        private boolean isNever;

        void add(@Nullable LocalDate other) {
            if (other != null && (day == null || other.isBefore(day))) {
                day = other;
            }
        }

        /// Nothing that comes of other rules matters any more.
        void never() {
            day = null;
            isNever = true;
        }

        @Nullable
        Instant instant(ZoneId zone) {
            return isNever || day == null ? null : day.atStartOfDay(zone).toInstant();
        }
    }

    private static boolean holds(List<Limit> limits, Fields fields, LocalDate today, Soonest soonest) {
        boolean all = true;
        for (Limit limit : limits) {
            Optional<LocalDate> day = day(limit, fields);
            if (day.isPresent()) {
                Phase phase = phase(limit, day.get(), today);
                if (phase.isOver()) {
                    soonest.never();
                    return false;
                }
                soonest.add(phase.until());
                all &= phase.holds();
            }
        }
        return all;
    }

    private static Phase phase(Limit limit, LocalDate day, LocalDate today) {
        return switch (limit.day()) {
            case AROUND -> limit.window().around(day, today);
            case SET, CHANGED -> limit.window().since(day, today);
            case HIDDEN -> Phase.NEVER_MORE;
        };
    }

    /// The day that a limit goes by.
    private static Optional<LocalDate> day(Limit limit, Fields fields) {
        return switch (limit.day()) {
            case AROUND -> date(fields.get(limit.field()));
            case SET -> YES.equals(fields.get(limit.field())) ? date(fields.get(limit.kept())) : Optional.empty();
            case CHANGED, HIDDEN -> date(fields.get(limit.kept()));
        };
    }

    /// What each rule and limit sees on a day, whether it comes to anything or not.
    public Sight sight(Fields fields, LocalDate today) {
        List<Sight.OfRule> ofRules = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            List<Given> given = given(rule, fields, today);
            given.forEach(one -> ofRules.add(new Sight.OfRule(
                    rule,
                    Optional.of(one.principal()),
                    one.item(),
                    values(rule, fields, one.item()),
                    one.phase().holds(),
                    one.phase().until())));
            if (given.isEmpty()) {
                ofRules.add(new Sight.OfRule(rule, Optional.empty(), 0, values(rule, fields, 0), false, null));
            }
        }
        List<Sight.OfLimit> ofLimits = new ArrayList<>();
        for (Limit limit : rules.limits()) {
            Optional<LocalDate> day = day(limit, fields);
            Phase phase = day.map(one -> phase(limit, one, today)).orElse(Phase.FOR_GOOD);
            ofLimits.add(new Sight.OfLimit(limit, day, phase.holds(), phase.until()));
        }
        return new Sight(ofRules, ofLimits);
    }

    /// The values that a rule goes by: of the object that names this one, or of its own.
    private static Map<String, JsonValue> values(Rule rule, Fields fields, long item) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        if (rule.through().isPresent()) {
            for (JsonValue one : items(fields.get(rule.kept()))) {
                if (one instanceof JsonObject object && number(object.get(ID).orElse(JsonNumber.ZERO)) == item) {
                    values.putAll(object.members());
                }
            }
            values.remove(ID);
            return values;
        }
        String member = rule.gives() == SelectionRules.Gives.CUSTOM_USERS ? CUSTOM_USERS : rule.field();
        values.put(member, value(fields.get(member)));
        rule.around().ifPresent(around -> values.put(around.field(), value(fields.get(around.field()))));
        return values;
    }

    private static JsonValue value(@Nullable String canonical) {
        if (canonical == null) {
            return JsonText.EMPTY;
        }
        try {
            return READER.read("{\"value\":" + canonical + "}").get("value").orElse(JsonText.EMPTY);
        } catch (WireException e) {
            throw new IllegalStateException("a stored field is JSON", e);
        }
    }

    /// Somebody whom a rule names, and when.
    ///
    /// @param item the id of the object that names this one; 0 when a field of its own does
    private record Given(Principal principal, Phase phase, long item) {}

    private static List<Given> given(Rule rule, Fields fields, LocalDate today) {
        List<Given> given = new ArrayList<>();
        if (rule.through().isPresent()) {
            for (JsonValue item : items(fields.get(rule.kept()))) {
                if (item instanceof JsonObject one) {
                    Phase phase = rule.around()
                            .map(around -> date(one.get(around.field()).orElse(JsonText.EMPTY))
                                    .map(day -> around.window().around(day, today))
                                    .orElse(Phase.NEVER_MORE))
                            .orElse(Phase.FOR_GOOD);
                    long id = number(one.get(ID).orElse(JsonNumber.ZERO));
                    add(given, rule, number(one.get(rule.field()).orElse(JsonNumber.ZERO)), phase, id);
                }
            }
            return given;
        }
        Phase phase = rule.around()
                .map(around -> date(fields.get(around.field()))
                        .map(day -> around.window().around(day, today))
                        .orElse(Phase.NEVER_MORE))
                .orElse(Phase.FOR_GOOD);
        String member = rule.gives() == SelectionRules.Gives.CUSTOM_USERS ? CUSTOM_USERS : rule.field();
        for (JsonValue item : items(fields.get(member))) {
            add(given, rule, number(item), phase, 0);
        }
        return given;
    }

    private static void add(List<Given> given, Rule rule, long number, Phase phase, long item) {
        if (number > 0) {
            given.add(new Given(
                    switch (rule.gives()) {
                        case USERS, CUSTOM_USERS -> Principal.of(new UserId(number));
                        case TEAM -> Groups.ofTeam(number);
                        case POOL -> Groups.ofPool(number);
                    },
                    phase,
                    item));
        }
    }

    /// An object with the days of its limits, as far as it must keep them.
    ///
    /// @param before what was stored; none if it is new
    /// @param after what will be
    /// @param changed whether that is somebody's change
    public Fields dated(Fields before, Fields after, boolean changed, LocalDate today) {
        String day = TreeWriter.text(new JsonText(today.toString()));
        Fields dated = after;
        for (Limit limit : rules.limits()) {
            if (limit.day() == Day.SET) {
                boolean isSet = YES.equals(after.get(limit.field()));
                String since = YES.equals(before.get(limit.field())) ? before.get(limit.kept()) : null;
                dated = dated.with(limit.kept(), isSet ? (since == null ? day : since) : null);
            }
        }
        for (Limit limit : rules.limits()) {
            if (limit.day() == Day.CHANGED) {
                String last = before.get(limit.kept());
                dated = dated.with(limit.kept(), last == null || changed ? day : last);
            }
        }
        return dated;
    }

    /// An object that keeps which of the objects that its limits name are hidden.
    ///
    /// @param isHidden whether the object is that the field of a limit names
    public Fields referring(Fields fields, Predicate<Limit> isHidden, LocalDate today) {
        Fields referring = fields;
        for (Limit limit : rules.limits()) {
            if (limit.day() == Day.HIDDEN) {
                boolean hidden = isHidden.test(limit);
                if (hidden != (fields.get(limit.kept()) != null)) {
                    String day = TreeWriter.text(new JsonText(today.toString()));
                    referring = referring.with(limit.kept(), hidden ? day : null);
                }
            }
        }
        return referring;
    }

    private static Optional<LocalDate> date(@Nullable String canonical) {
        return canonical == null || canonical.length() < 3 ? Optional.empty() : parsed(canonical, 1);
    }

    private static Optional<LocalDate> date(JsonValue value) {
        return value instanceof JsonText(String text) && !text.isEmpty() ? parsed(text, 0) : Optional.empty();
    }

    /// A date that is stored was checked when it came.
    private static Optional<LocalDate> parsed(String text, int quotes) {
        try {
            return Optional.of(LocalDate.parse(text.substring(quotes, text.length() - quotes)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static List<JsonValue> items(@Nullable String canonical) {
        if (canonical == null || canonical.equals("0") || canonical.equals("[]")) {
            return List.of();
        }
        if (canonical.charAt(0) != '[') {
            return List.of(new JsonNumber(canonical));
        }
        try {
            return READER.read("{\"items\":" + canonical + "}").get("items").orElse(JsonArray.EMPTY)
                            instanceof JsonArray(List<JsonValue> items)
                    ? items
                    : List.of();
        } catch (WireException e) {
            throw new IllegalStateException("a stored field is JSON", e);
        }
    }

    private static long number(JsonValue value) {
        return value instanceof JsonNumber(String digits) && digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
    }
}
