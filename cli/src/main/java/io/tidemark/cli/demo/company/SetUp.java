package io.tidemark.cli.demo.company;

import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// The lists that an administrator sets up: states, types, units, forms. They stand in `set-up.json`, where
/// `@type/title` is the number of another object of the file, and `@png/#rrggbb` a picture. Confined to one thread.
final class SetUp {
    private final Map<String, Map<String, Long>> numbers = new HashMap<>();

    private SetUp() {}

    /// Writes the lists, but for what is there.
    static SetUp write(ObjectWriter writer) {
        SetUp setUp = new SetUp();
        JsonArray objects = array(read(), "objects");
        int index = 0;
        for (JsonValue item : objects.items()) {
            JsonObject entry = (JsonObject) item;
            String type = text(entry, "type");
            JsonObject object = (JsonObject) setUp.resolved(entry.get("object").orElseThrow());
            Said said = new Said();
            object.members().forEach(said::value);
            entry.get("decided")
                    .ifPresent(decided -> ((JsonObject) decided).members().forEach(said::decided));
            ObjectKey key = type.equals(AccountSettings.TYPE.value()) ? AccountSettings.KEY : writer.key(type, index);
            long number = writer.create(key, said);
            String label = object.get("title").or(() -> object.get("tag")).orElse(new JsonText(type + index))
                            instanceof JsonText(String title)
                    ? title
                    : "";
            setUp.numbers.computeIfAbsent(type, none -> new LinkedHashMap<>()).put(label, number);
            index++;
        }
        return setUp;
    }

    private static JsonObject read() {
        try (InputStream in = Objects.requireNonNull(SetUp.class.getResourceAsStream("set-up.json"))) {
            return new TreeReader(ReadLimits.DEFAULT).read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonArray array(JsonObject object, String name) {
        return (JsonArray) object.get(name).orElseThrow();
    }

    private static String text(JsonObject object, String name) {
        return ((JsonText) object.get(name).orElseThrow()).value();
    }

    private JsonValue resolved(JsonValue value) {
        return switch (value) {
            case JsonText(String text) when text.startsWith("@png/") -> new JsonText(IconPng.base64(text.substring(5)));
            case JsonText(String text)
            when text.startsWith("@") -> {
                int slash = text.indexOf('/');
                yield JsonNumber.of(number(text.substring(1, slash), text.substring(slash + 1)));
            }
            case JsonArray(List<JsonValue> items) ->
                new JsonArray(items.stream().map(this::resolved).toList());
            case JsonObject object -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                object.members().forEach((name, member) -> members.put(name, resolved(member)));
                yield new JsonObject(members);
            }
            default -> value;
        };
    }

    /// The number of an object, by its title.
    long number(String type, String title) {
        return Objects.requireNonNull(
                numbers.getOrDefault(type, Map.of()).get(title), () -> "no " + type + " is called " + title);
    }

    /// The numbers of all objects of a type, in the order of the file.
    List<Long> all(String type) {
        return new ArrayList<>(numbers.getOrDefault(type, Map.of()).values());
    }

    /// One of the objects of a type.
    long any(String type, Random random) {
        List<Long> all = all(type);
        return all.get(random.nextInt(all.size()));
    }
}
