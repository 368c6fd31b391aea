package io.tidemark.protocol.command.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** For any value whatever: reading gives a canonical form, which reads as itself, or a sentence. */
class FieldKindFuzzTest {
    private static final long SEED = 20_260_304;
    private static final int VALUES = 10_000;
    private static final String[] PIECES = {
        "2026",
        "03",
        "4",
        "29",
        "31",
        "-",
        "/",
        ".",
        ":",
        "18",
        "45",
        "00",
        "0",
        "1",
        "e",
        "E5",
        "true",
        "YES",
        "no",
        "@",
        "a",
        "b.dk",
        " ",
        "\r",
        "\n",
        "\uD83D\uDE00",
        "\uD83D",
        "\u0000",
        "QUJD",
        "==",
        "+",
        "null",
        "9223372036854775807"
    };

    private static final List<JsonLiteral> LITERALS = List.of(JsonLiteral.values());
    private static final List<FieldKind> KINDS = kinds();

    @FuzzTest(maxDuration = "60s")
    void anyTextIsReadOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_16);
        for (FieldKind kind : KINDS) {
            check(kind, new JsonText(text));
        }
    }

    @Test
    void anyValueIsReadOrRefused() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        int[] accepted = new int[KINDS.size()];
        for (int i = 0; i < VALUES; i++) {
            JsonValue value = value(random, 3);
            for (int kind = 0; kind < KINDS.size(); kind++) {
                accepted[kind] += check(KINDS.get(kind), value) ? 1 : 0;
            }
        }
        // Every kind must have met sound values, or the loop tests refusals only.
        assertThat(accepted).doesNotContain(0);
    }

    @Test
    void everyDayIsReadInEverySpelling() {
        for (LocalDate day = LocalDate.of(1999, 1, 1); day.getYear() < 2029; day = day.plusDays(1)) {
            for (String spelling : List.of("uuuu-MM-dd", "dd-MM-uuuu", "d-M-uuuu", "dd/MM/uuuu", "d.M.uuuu")) {
                JsonText sent = new JsonText(day.format(DateTimeFormatter.ofPattern(spelling)));
                assertThat(BasicKind.DATE.read("day", sent))
                        .isEqualTo(ValueReading.canonical(new JsonText(day.toString())));
            }
        }
    }

    @Test
    void everyMinuteIsReadInEverySpelling() {
        LocalTime time = LocalTime.MIDNIGHT;
        do {
            for (String spelling : List.of("HH:mm:ss", "HH:mm", "HH.mm", "H:mm")) {
                JsonText sent = new JsonText(time.format(DateTimeFormatter.ofPattern(spelling)));
                assertThat(BasicKind.TIME.read("time", sent))
                        .isEqualTo(ValueReading.canonical(
                                new JsonText(time.format(DateTimeFormatter.ofPattern("HH:mm:ss")))));
            }
            time = time.plusMinutes(1);
        } while (!time.equals(LocalTime.MIDNIGHT));
    }

    @Test
    void everyDoubleSurvives() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int i = 0; i < VALUES; i++) {
            double value = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextDouble(-180, 180);
            if (Double.isFinite(value)) {
                assertThat(BasicKind.FLOAT.read("x", new JsonNumber(Double.toString(value))))
                        .isInstanceOfSatisfying(
                                ValueReading.Canonical.class,
                                read -> assertThat(Double.parseDouble(((JsonNumber) read.value()).digits()))
                                        .isEqualTo(value));
            }
        }
    }

    private static boolean check(FieldKind kind, JsonValue value) {
        ValueReading reading = kind.read("due", value);
        if (reading instanceof ValueReading.Canonical canonical) {
            assertThat(kind.read("due", canonical.value())).isEqualTo(reading);
            return true;
        }
        assertThat(((ValueReading.BadValue) reading).sentence()).startsWith("The field due");
        return false;
    }

    private static List<FieldKind> kinds() {
        List<FieldKind> kinds = new ArrayList<>(List.of(BasicKind.values()));
        for (BasicKind kind : BasicKind.values()) {
            kinds.add(CollectionKind.of(kind));
        }
        kinds.add(CollectionKind.OF_ANYTHING);
        return List.copyOf(kinds);
    }

    private static JsonValue value(RandomGenerator random, int depthLeft) {
        return switch (random.nextInt(depthLeft == 0 ? 4 : 6)) {
            case 0 -> new JsonText(text(random));
            case 1 -> LITERALS.get(random.nextInt(LITERALS.size()));
            case 2 -> JsonNumber.of(random.nextInt(-3, 3));
            case 3 -> new JsonNumber(Double.toString(random.nextGaussian()));
            case 4 ->
                new JsonArray(List.of(value(random, depthLeft - 1), value(random, depthLeft - 1))
                        .subList(0, random.nextInt(3)));
            default -> new JsonObject(Map.of(text(random), value(random, depthLeft - 1)));
        };
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
