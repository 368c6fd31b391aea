package io.tidemark.catalog.why;

import io.tidemark.catalog.why.Explanation.Entry;
import io.tidemark.catalog.why.Explanation.FieldChange;
import io.tidemark.catalog.why.Explanation.Person;
import io.tidemark.catalog.why.Explanation.Reason;
import io.tidemark.catalog.why.Explanation.Removal;
import io.tidemark.catalog.why.Explanation.Rule;
import io.tidemark.catalog.why.Explanation.Seen;
import io.tidemark.catalog.why.Explanation.Subject;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An explanation in sentences, for whoever runs a company. Stateless.
public final class Sentences {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final Map<String, String> NOUNS = Map.of(
            "todo",
            "task",
            "prodplanentry",
            "planning",
            "workpool",
            "pool",
            "workpoolentry",
            "pool entry",
            "appsettings",
            "settings");

    private static final Set<Cause> LIMITS = EnumSet.of(Cause.LIMIT_REACHED, Cause.LIMIT_BY_TIME, Cause.NAMED_HIDDEN);

    private final Explanation explanation;
    private final List<String> lines = new ArrayList<>();

    private Sentences(Explanation explanation) {
        this.explanation = explanation;
    }

    /// The sentences, one a line; the first is the answer.
    public static List<String> of(Explanation explanation) {
        Sentences sentences = new Sentences(explanation);
        sentences.write();
        return List.copyOf(sentences.lines);
    }

    private void write() {
        lines.add(answer());
        explanation.reasons().forEach(reason -> lines.add("  " + reason(reason)));
        explanation
                .since()
                .ifPresent(entry -> lines.add("  There since " + time(entry.at()) + ", when " + made(entry) + "."));
        explanation.until().ifPresent(at -> lines.add("  If nobody touches anything, it goes on " + time(at) + "."));
        explanation.removal().ifPresent(removal -> lines.add("  " + removal(removal)));
        if (explanation.state() == Explanation.State.NEVER) {
            explanation.seen().forEach(seen -> seen(seen).ifPresent(line -> lines.add("  " + line)));
        }
        for (Explanation.DeliveryTold told : explanation.deliveries()) {
            lines.add("  Device " + told.device() + ": "
                    + (told.isGone() ? "told that it is gone" : "sent")
                    + told.sent().map(at -> " " + time(at)).orElse(" long ago")
                    + (told.isConfirmed() ? ", confirmed." : ", not confirmed yet."));
        }
    }

    private String answer() {
        String object = capital(named(explanation.object()));
        String user = name(explanation.user());
        return object
                + switch (explanation.state()) {
                    case SELECTED -> " is in the selection of " + user + ".";
                    case HIDDEN -> " is hidden: devices of " + user + " do not show it.";
                    case LEFT -> " is no longer in the selection of " + user + ".";
                    case NEVER ->
                        explanation
                                .remembered()
                                .map(since -> " has not been in the selection of " + user + " since " + time(since)
                                        + "; what was before is forgotten.")
                                .orElse(" has never been in the selection of " + user + ".");
                    case DELETED -> " is deleted.";
                    case NOT_YET -> " was not there yet.";
                    case FORGOTTEN ->
                        ": what it was on " + time(explanation.at()) + " is forgotten."
                                + explanation
                                        .remembered()
                                        .map(since -> " The log remembers what objects were since " + time(since)
                                                + " (log.retention).")
                                        .orElse("");
                };
    }

    private String reason(Reason reason) {
        if (reason.rule().isEmpty()) {
            return switch (reason.principal().name()) {
                case "all", "unlimited" -> "Everybody in the account has it" + since(reason) + ".";
                default -> "It is there because the user takes part in it" + since(reason) + ".";
            };
        }
        Rule rule = reason.rule().get();
        List<String> evidence = new ArrayList<>();
        reason.named().ifPresent(named -> evidence.add(named(named)));
        reason.group().ifPresent(group -> evidence.add(named(group)));
        reason.values().forEach((field, value) -> {
            if (value instanceof JsonText) { // numbers name the user or the group, which has a name
                evidence.add(field(field) + " " + text(value));
            }
        });
        return rule.name() + ": " + small(rule.meaning()) + brackets(evidence) + since(reason)
                + reason.until().map(at -> ", until " + time(at)).orElse("")
                + reason.memberSince()
                        .map(entry -> ", in the team since " + time(entry.at()))
                        .orElse("");
    }

    private static String brackets(List<String> parts) {
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private String since(Reason reason) {
        return reason.since().map(entry -> ", since " + time(entry.at())).orElse("");
    }

    private String removal(Removal removal) {
        String when = "It went on " + time(removal.entry().at()) + ": ";
        if (explanation.isSelected()) {
            when = "It had gone before, on " + time(removal.entry().at()) + ": ";
        }
        Entry by = removal.by();
        return when + what(removal) + rules(removal) + " (" + by.call() + ", change "
                + by.sequence().value() + ").";
    }

    private String what(Removal removal) {
        String who = who(removal.by());
        String user = name(explanation.user());
        String changed = changes(removal.fields());
        return switch (removal.cause()) {
            case DELETED -> who + " deleted it";
            case HIDDEN -> who + " hid it";
            case FIELD_CHANGED -> who + " changed " + changed + ", and no rule gives it to " + user + " any more";
            case LIMIT_REACHED -> who + " changed " + changed + ", and a limit takes it";
            case NAMED_HIDDEN -> who + " hid the " + named(removal.by().object()) + ", and a limit takes what names it";
            case LIMIT_BY_TIME -> "time passed, and a limit takes it";
            case WINDOW_PASSED -> "time passed, and no rule gives it to " + user + " any more";
            case REFERENCE_REMOVED -> who + " removed the " + named(removal.by().object());
            case REFERENCE_CHANGED -> who + " changed the " + named(removal.by().object()) + ": " + changed;
            case TEAM_LEFT ->
                who + " took " + user + " out of the "
                        + removal.group().map(Sentences::named).orElse("team");
            case POOL_MOVED -> who + " gave the " + named(removal.by().object()) + " another team: " + changed;
            case POOL_HIDDEN -> who + " took the " + named(removal.by().object()) + " out of use";
            case ACCOUNT_LIMITED -> who + " switched the limit of objects on for the account";
            case RULES_CHANGED -> who + " changed the rules of the account" + (changed.isEmpty() ? "" : ": " + changed);
            case FORGOTTEN -> who + " made the change that took it away; what it replaced is forgotten";
            case PARTICIPATION_ENDED -> who + " changed " + changed + ", and " + user + " no longer takes part in it";
        };
    }

    private static String rules(Removal removal) {
        if (removal.rules().isEmpty()) {
            return "";
        }
        return "; " + (LIMITS.contains(removal.cause()) ? "limit " : "rule ")
                + removal.rules().stream()
                        .map(rule -> rule.name() + ": " + small(rule.meaning()))
                        .collect(Collectors.joining("; "));
    }

    private static String changes(List<FieldChange> changes) {
        return changes.stream()
                .filter(change -> !change.field().startsWith("."))
                .map(change -> change.field() + " from " + text(change.before()) + " to " + text(change.after()))
                .collect(Collectors.joining(", "));
    }

    /// What a rule would need; nothing for a limit that takes nothing.
    private static Optional<String> seen(Seen seen) {
        List<String> values = seen.values().entrySet().stream()
                .map(value -> field(value.getKey()) + " " + text(value.getValue()))
                .toList();
        String rule = seen.rule().name() + ": " + small(seen.rule().meaning()) + brackets(values);
        if (seen.isLimit()) {
            return seen.holds() ? Optional.empty() : Optional.of("Taken by the limit " + rule + ".");
        }
        return Optional.of(
                (seen.holds() && seen.isUsers() ? "Given by the rule " : "Not given by the rule ") + rule + ".");
    }

    private String made(Entry entry) {
        return who(entry) + (entry.kind() == ChangeKind.CREATED ? " made " : " changed ") + named(entry.object()) + " ("
                + entry.call() + ", change " + entry.sequence().value() + ")";
    }

    private static String who(Entry entry) {
        return entry.by().map(Sentences::name).orElse(entry.call().startsWith("admin") ? "an operator" : "the server");
    }

    private static String name(Person person) {
        return person.name().isEmpty() ? "user " + person.id().value() : person.name();
    }

    /// An object as people speak of it: `task 4711 "Replace pump"`, `team Lifts`.
    private static String named(Subject subject) {
        String type = subject.key().type().value();
        String noun = NOUNS.getOrDefault(type, type);
        if (type.equals("team") || type.equals("workpool")) {
            return noun + " " + (subject.title().isEmpty() ? subject.key().id() : subject.title());
        }
        return noun + " " + subject.number().value()
                + (subject.title().isEmpty() ? "" : " \"" + subject.title() + "\"");
    }

    private static String field(String name) {
        return name.startsWith(".") ? name.substring(1) : name;
    }

    private static String text(JsonValue value) {
        return switch (value) {
            case JsonText(String text) -> text.isEmpty() ? "nothing" : text;
            case JsonNumber(String digits) -> digits;
            case JsonArray(List<JsonValue> items) ->
                items.isEmpty()
                        ? "nothing"
                        : items.stream().map(Sentences::text).collect(Collectors.joining(" and "));
            case JsonObject object when object.members().isEmpty() -> "nothing";
            default -> TreeWriter.text(value);
        };
    }

    private String time(Instant at) {
        return time(at, explanation.zone());
    }

    static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String small(String text) {
        return Optional.of(text)
                .filter(one -> !one.isEmpty())
                .map(one -> one.substring(0, 1).toLowerCase(Locale.ROOT) + one.substring(1))
                .orElse("");
    }
}
