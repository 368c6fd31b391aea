package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.TreeWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// `created.json` holds, for every type, a new object with nothing but what it needs and the id 1, as it goes out.
class CreatedObjectsTest {
    private final CommandTypes types = CommandTypes.standard();
    private final InputRules rules = new InputRules(types, KnownObjects.WITHOUT_PRESETS);

    @Test
    void everyTypeGoesOutAsInItsGoldenExample() throws IOException {
        Map<String, ?> golden = golden().members();
        assertThat(golden.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        types.all().stream().map(CommandType::name).toList());
        for (CommandType type : types.all()) {
            assertThat(TreeWriter.text(sent(type)))
                    .isEqualTo(TreeWriter.text(golden().get(type.name()).orElseThrow()));
        }
    }

    private JsonObject sent(CommandType type) {
        Acceptance created = rules.create(type, List.of(), Needed.of(type));
        assertThat(created).as(type.name()).isInstanceOf(Acceptance.Accepted.class);
        JsonObject stored = ((Acceptance.Accepted) created).object();
        return SentForm.of(type, List.of(), identified(type, stored));
    }

    private static JsonObject identified(CommandType type, JsonObject stored) {
        return type.key()
                .map(key -> stored.with(
                        key, stored.get(key).orElseThrow() instanceof JsonText ? new JsonText("1") : JsonNumber.ONE))
                .orElse(stored);
    }

    private static JsonObject golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(CreatedObjectsTest.class.getResourceAsStream("created.json"))) {
            return KnownObjects.json(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
