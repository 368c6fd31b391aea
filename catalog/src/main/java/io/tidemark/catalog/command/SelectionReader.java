package io.tidemark.catalog.command;

import io.tidemark.catalog.selection.SelectionRules;
import io.tidemark.catalog.selection.SelectionRules.Around;
import io.tidemark.catalog.selection.SelectionRules.Day;
import io.tidemark.catalog.selection.SelectionRules.Gives;
import io.tidemark.catalog.selection.SelectionRules.Limit;
import io.tidemark.catalog.selection.SelectionRules.Rule;
import io.tidemark.catalog.selection.SelectionRules.Through;
import io.tidemark.catalog.selection.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads who should have the objects of a type, in its description. Stateless.
final class SelectionReader {
    private static final Set<String> OF_SELECTIONS = Set.of("everyone", "rules", "limits");
    private static final Set<String> OF_RULES =
            Set.of("name", "meaning", "users", "team", "pool", "customusers", "through", "by", "around", "window");
    private static final Set<String> OF_LIMITS =
            Set.of("name", "meaning", "around", "set", "changed", "hidden", "window", "forall");

    private SelectionReader() {}

    static SelectionRules rules(DescribedObject unplaced) {
        String place = unplaced.place() + ".selection";
        DescribedObject selection = unplaced.at(place).knowing(OF_SELECTIONS);
        List<Rule> rules = new ArrayList<>();
        for (DescribedObject rule : selection.objects("rules")) {
            rules.add(rule(rule.at(place + "." + rule.text("name")).knowing(OF_RULES)));
        }
        List<Limit> limits = new ArrayList<>();
        for (DescribedObject limit : selection.objects("limits")) {
            limits.add(limit(limit.at(place + "." + limit.text("name")).knowing(OF_LIMITS)));
        }
        return new SelectionRules(selection.flag("everyone", false), rules, limits);
    }

    private static Rule rule(DescribedObject rule) {
        List<Gives> gives = new ArrayList<>();
        rule.optionalText("users").ifPresent(field -> gives.add(Gives.USERS));
        rule.optionalText("team").ifPresent(field -> gives.add(Gives.TEAM));
        rule.optionalText("pool").ifPresent(field -> gives.add(Gives.POOL));
        if (rule.flag("customusers", false)) {
            gives.add(Gives.CUSTOM_USERS);
        }
        if (gives.size() != 1) {
            throw rule.mistake("A rule has one of users, team, pool or customusers.");
        }
        String field = rule.optionalText("users")
                .or(() -> rule.optionalText("team"))
                .or(() -> rule.optionalText("pool"))
                .orElse("");
        Optional<Through> through = rule.optionalText("through").map(type -> new Through(type, rule.text("by")));
        Optional<Around> around = rule.optionalText("around").map(date -> new Around(date, window(rule)));
        if (gives.contains(Gives.CUSTOM_USERS) && (through.isPresent() || around.isPresent())) {
            throw rule.mistake("A rule with customusers has neither through nor around.");
        }
        return new Rule(rule.text("name"), rule.text("meaning"), gives.getFirst(), field, through, around);
    }

    private static Limit limit(DescribedObject limit) {
        List<Day> days = new ArrayList<>();
        limit.optionalText("around").ifPresent(field -> days.add(Day.AROUND));
        limit.optionalText("set").ifPresent(field -> days.add(Day.SET));
        if (limit.flag("changed", false)) {
            days.add(Day.CHANGED);
        }
        limit.optionalText("hidden").ifPresent(field -> days.add(Day.HIDDEN));
        if (days.size() != 1) {
            throw limit.mistake("A limit has one of around, set, changed or hidden.");
        }
        String field = limit.optionalText("around")
                .or(() -> limit.optionalText("set"))
                .or(() -> limit.optionalText("hidden"))
                .orElse("");
        return new Limit(
                limit.text("name"),
                limit.text("meaning"),
                days.getFirst(),
                field,
                days.contains(Day.HIDDEN) ? Window.ALWAYS : window(limit),
                limit.flag("forall", false));
    }

    private static Window window(DescribedObject described) {
        return Window.parse(described.text("window"))
                .orElseThrow(() ->
                        described.mistake("A window is written such as 14 days, 3 weeks, 1 month, 1 year, or always."));
    }
}
