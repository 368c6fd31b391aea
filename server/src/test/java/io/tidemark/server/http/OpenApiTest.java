package io.tidemark.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.protocol.json.Kind;
import io.tidemark.protocol.json.Property;
import io.tidemark.protocol.json.Shape;
import io.tidemark.protocol.meeting.MeetingProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// `docs/spec/openapi.yaml` describes the routes, shapes and codes that there are.
class OpenApiTest {
    private static final Path PAGE = Path.of("..", "docs", "spec", "openapi.yaml");

    private static final Set<Route> OF_COMMANDS =
            Set.of(Route.COMMANDS, Route.COMMANDS_LIVE, Route.COMMANDS_LIVE_POLL, Route.DOCUMENT);

    private static Map<?, ?> api = Map.of();

    @BeforeAll
    static void parse() throws IOException {
        api = new Yaml().load(Files.readString(PAGE));
    }

    private static Map<?, ?> at(Object node, String... path) {
        Object found = node;
        for (String name : path) {
            found = ((Map<?, ?>) found).get(name);
            assertThat(found).as(String.join("/", path)).isNotNull();
        }
        return (Map<?, ?>) found;
    }

    @Test
    void everyRouteIsDescribedWithItsVerbAndNothingElseIs() {
        List<String> described = new ArrayList<>();
        at(api, "paths")
                .forEach((path, verbs) -> ((Map<?, ?>) verbs)
                        .keySet()
                        .forEach(verb -> described.add(verb.toString().toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Route.values())
                        // docs/spec/command-api.md describes those of the command API: one path for everything says
                        // nothing; CONNECT is a page for people
                        .filter(route -> !OF_COMMANDS.contains(route) && route != Route.CONNECT)
                        .map(route -> route.allowed() + " " + route.template())
                        .toList());
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
        List<String> references = new ArrayList<>();
        collectReferences(api, references);

        List<String> components = new ArrayList<>();
        for (String kind : List.of("parameters", "headers", "responses", "schemas")) {
            at(api, "components", kind).keySet().forEach(name -> components.add("#/components/" + kind + "/" + name));
        }
        assertThat(references.stream().distinct()).containsExactlyInAnyOrderElementsOf(components);
    }

    private static void collectReferences(Object node, List<String> references) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (name.equals("$ref")) {
                    references.add(value.toString());
                }
                collectReferences(value, references);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> collectReferences(item, references));
        }
    }

    @Test
    void everyShapeOfTheProtocolIsDescribedPropertyByProperty() {
        for (Shape shape : MeetingProtocol.SHAPES) {
            Map<String, Map<?, ?>> described = properties(at(api, "components", "schemas", shape.name()));
            List<String> names = new ArrayList<>(
                    shape.properties().stream().map(Property::name).toList());
            if (shape.name().equals("ApiError")) {
                names.add("RequestId"); // the server's own, which no client needs to read
            }
            assertThat(described.keySet()).as(shape.name()).containsExactlyInAnyOrderElementsOf(names);
            for (Property property : shape.properties()) {
                assertDescribed(shape.name() + "." + property.name(), property, described.get(property.name()));
            }
        }
    }

    /// The properties of a schema, those of the base of an item included.
    private static Map<String, Map<?, ?>> properties(Map<?, ?> schema) {
        Map<String, Map<?, ?>> properties = new LinkedHashMap<>();
        if (schema.get("allOf") instanceof List<?> parts) {
            parts.forEach(part -> properties.putAll(properties(resolved((Map<?, ?>) part))));
        }
        if (schema.get("properties") instanceof Map<?, ?> own) {
            own.forEach((name, value) -> properties.put(name.toString(), resolved((Map<?, ?>) value)));
        }
        return properties;
    }

    private static Map<?, ?> resolved(Map<?, ?> schema) {
        return schema.get("$ref") instanceof String reference
                ? at(api, reference.substring("#/".length()).split("/", -1))
                : schema;
    }

    /// Where a schema states a limit, it is the reader's.
    private static void assertDescribed(String place, Property property, Map<?, ?> schema) {
        assertThat(Boolean.TRUE.equals(schema.get("readOnly"))).as(place).isEqualTo(property.readOnly());
        switch (property.kind()) {
            case Kind.Text text -> assertThat(schema.get("maxLength")).as(place).isIn(null, text.maxChars());
            case Kind.Id _ -> assertThat(schema.get("maxLength")).as(place).isIn(null, Kind.Id.MAX_CHARS);
            case Kind.DateTime _ -> assertThat(schema.get("format")).as(place).isEqualTo("date-time");
            case Kind.Bool _ ->
                assertThat(schema.get("type").toString()).as(place).contains("boolean");
            case Kind.Enumeration one -> assertThat(values(schema)).as(place).isEqualTo(one.values());
            case Kind.Int range -> {
                assertThat(schema.get("minimum")).as(place).hasToString(Long.toString(range.min()));
                if (schema.get("maximum") != null) {
                    assertThat(schema.get("maximum")).as(place).hasToString(Long.toString(range.max()));
                }
            }
            case Kind.Nested _ -> assertThat(schema.get("properties")).as(place).isNotNull();
            case Kind.Items items -> {
                boolean bounded = items.maxItems() < Integer.MAX_VALUE;
                assertThat(schema.get("maxItems")).as(place).isEqualTo(bounded ? items.maxItems() : null);
            }
        }
    }

    private static List<Object> values(Map<?, ?> schema) {
        List<Object> values = new ArrayList<>((List<?>) schema.get("enum"));
        values.remove(null);
        return values;
    }

    @Test
    void everyCodeThatAnAnswerCanCarryIsNamed() throws IOException {
        String page = Files.readString(PAGE);
        for (ErrorCode code : ErrorCode.values()) {
            boolean inAnItem = code == ErrorCode.NOT_PERMITTED || code == ErrorCode.RULE_FORBIDS;
            boolean aLogin = code == ErrorCode.LOGIN_REFUSED || code == ErrorCode.LOGIN_THROTTLED;
            boolean ofTheOtherProtocol = code == ErrorCode.RESUME_KEY_MISMATCH;
            if (!inAnItem && !aLogin && !ofTheOtherProtocol) {
                assertThat(page).contains(code.code());
            }
        }
    }
}
