package io.tidemark.catalog.why;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.why.Explanation.DeliveryTold;
import io.tidemark.catalog.why.Explanation.Entry;
import io.tidemark.catalog.why.Explanation.FieldChange;
import io.tidemark.catalog.why.Explanation.Person;
import io.tidemark.catalog.why.Explanation.Reason;
import io.tidemark.catalog.why.Explanation.Removal;
import io.tidemark.catalog.why.Explanation.Rule;
import io.tidemark.catalog.why.Explanation.Seen;
import io.tidemark.catalog.why.Explanation.Subject;
import io.tidemark.core.object.TypeId;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// An explanation as data for programs. What is not known, or does not apply, is left out; instants are in UTC.
/// Stateless.
public final class ExplanationData {
    private ExplanationData() {}

    /// The data of an explanation.
    public static JsonObject of(Explanation explanation) {
        JsonObject data = JsonObject.EMPTY
                .with("object", subject(explanation.object()))
                .with("user", person(explanation.user()))
                .with("at", instant(explanation.at()))
                .with("state", new JsonText(explanation.state().code()))
                .with("isselected", yes(explanation.isSelected()));
        data = with(data, "since", explanation.since().map(ExplanationData::entry));
        data = with(data, "until", explanation.until().map(ExplanationData::instant));
        data = with(data, "remembered", explanation.remembered().map(ExplanationData::instant));
        data = data.with("reasons", list(explanation.reasons(), ExplanationData::reason));
        data = with(data, "removal", explanation.removal().map(ExplanationData::removal));
        return data.with("seen", list(explanation.seen(), ExplanationData::seen))
                .with("devices", list(explanation.deliveries(), ExplanationData::delivery));
    }

    /// With its key where clients know objects by that: in the meeting API.
    private static JsonObject subject(Subject subject) {
        TypeId type = subject.key().type();
        boolean hasKey =
                Catalog.MEETINGS.types().contains(type) || Catalog.TASKS.types().contains(type);
        JsonObject data = JsonObject.EMPTY
                .with("type", new JsonText(type.value()))
                .with("id", JsonNumber.of(subject.number().value()));
        return (hasKey ? data.with("key", new JsonText(subject.key().id())) : data)
                .with("title", new JsonText(subject.title()));
    }

    private static JsonObject person(Person person) {
        return JsonObject.EMPTY
                .with("id", JsonNumber.of(person.id().value()))
                .with("name", new JsonText(person.name()));
    }

    private static JsonObject entry(Entry entry) {
        JsonObject data = JsonObject.EMPTY
                .with("change", JsonNumber.of(entry.sequence().value()))
                .with("at", instant(entry.at()))
                .with("kind", new JsonText(entry.kind().name().toLowerCase(java.util.Locale.ROOT)))
                .with("object", subject(entry.object()))
                .with("call", new JsonText(entry.call()));
        return with(
                with(data, "user", entry.by().map(ExplanationData::person)),
                "device",
                entry.device().map(JsonText::new));
    }

    private static JsonObject rule(Rule rule) {
        return JsonObject.EMPTY.with("name", new JsonText(rule.name())).with("meaning", new JsonText(rule.meaning()));
    }

    private static JsonObject reason(Reason reason) {
        JsonObject data = JsonObject.EMPTY.with(
                "principal", new JsonText(reason.principal().name()));
        data = with(data, "rule", reason.rule().map(ExplanationData::rule));
        data = with(data, "named", reason.named().map(ExplanationData::subject));
        data = data.with("values", values(reason.values()));
        data = with(data, "group", reason.group().map(ExplanationData::subject));
        data = with(data, "since", reason.since().map(ExplanationData::entry));
        data = with(data, "membersince", reason.memberSince().map(ExplanationData::entry));
        return with(data, "until", reason.until().map(ExplanationData::instant));
    }

    private static JsonObject removal(Removal removal) {
        JsonObject data = JsonObject.EMPTY
                .with("cause", new JsonText(removal.cause().code()))
                .with("entry", entry(removal.entry()))
                .with("by", entry(removal.by()))
                .with("rules", list(removal.rules(), ExplanationData::rule))
                .with("fields", list(removal.fields(), ExplanationData::change));
        return with(data, "group", removal.group().map(ExplanationData::subject));
    }

    private static JsonObject change(FieldChange change) {
        return JsonObject.EMPTY
                .with("field", new JsonText(change.field()))
                .with("before", change.before())
                .with("after", change.after());
    }

    private static JsonObject seen(Seen seen) {
        return JsonObject.EMPTY
                .with("rule", rule(seen.rule()))
                .with("islimit", yes(seen.isLimit()))
                .with("isusers", yes(seen.isUsers()))
                .with("holds", yes(seen.holds()))
                .with("values", values(seen.values()));
    }

    private static JsonObject delivery(DeliveryTold told) {
        JsonObject data = JsonObject.EMPTY.with("device", new JsonText(told.device()));
        return with(data, "sent", told.sent().map(ExplanationData::instant))
                .with("isgone", yes(told.isGone()))
                .with("isconfirmed", yes(told.isConfirmed()));
    }

    private static JsonObject values(Map<String, JsonValue> values) {
        JsonObject object = JsonObject.EMPTY;
        for (Map.Entry<String, JsonValue> value : values.entrySet()) {
            object = object.with(value.getKey(), value.getValue());
        }
        return object;
    }

    private static <T> JsonArray list(List<T> items, Function<T, JsonObject> data) {
        return new JsonArray(items.stream().<JsonValue>map(data).toList());
    }

    private static JsonObject with(JsonObject data, String name, Optional<? extends JsonValue> value) {
        return value.isPresent() ? data.with(name, value.get()) : data;
    }

    private static JsonText instant(Instant at) {
        return new JsonText(at.toString());
    }

    private static JsonNumber yes(boolean is) {
        return JsonNumber.of(is ? 1 : 0);
    }
}
