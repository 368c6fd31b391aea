package io.tidemark.protocol.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.protocol.json.Shape;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeetingProtocolTest {
    /**
     * The hash of every version. A change of the wire needs a new version and a new line here; lines that are there stay as they
     * are.
     */
    private static final Map<Integer, String> HASHES = Map.of(
            1, "b8f7e2b8ce2b32767c6b0d06c1b304ee96c517004d1ccf78aed92e14bf21ad24",
            2, "15cadf38cc2d7667562123597b74b2381f48c47c7d52d29328c41dfa3d0a6c1e", // tasks have OwnerRights
            3, "4c456a82b3c7505782d3d991fe532760dd3ce97fc737148fb58e56ac91eaed90"); // a refusal says what is lost

    @Test
    void theWireChangesOnlyWithTheVersion() throws Exception {
        String schema = MeetingProtocol.SHAPES.stream()
                .map(MeetingProtocolTest::describe)
                .collect(Collectors.joining());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(schema.getBytes(UTF_8));

        assertThat(HexFormat.of().formatHex(hash))
                .as(
                        "hash of version %d; bump the version if the change below is meant:%n%s",
                        MeetingProtocol.VERSION, schema)
                .isEqualTo(HASHES.get(MeetingProtocol.VERSION));
    }

    @Test
    void everyShapeHasItsOwnName() {
        assertThat(MeetingProtocol.SHAPES).extracting(Shape::name).doesNotHaveDuplicates();
    }

    @Test
    void theSpellingsOfTheSpecAreEmitted() {
        assertThat(names(MeetingShapes.RECURRENCE_PATTERN))
                .contains("Occurences")
                .doesNotContain("Occurrences");
        assertThat(names(SyncShapes.MEETING_SYNCHRONIZATION))
                .contains("CalendarEntries")
                .doesNotContain("CalendaerEntries");
        assertThat(Arrays.stream(SyncCollection.values()).map(SyncCollection::wireName))
                .containsExactly("Meetings", "MeetingRecurrences", "CalendarEntries", "CalendarRecurrences", "Tasks");
    }

    private static List<String> names(Shape shape) {
        return shape.properties().stream().map(property -> property.name()).toList();
    }

    /** A property's text names its kind with all limits, values, sort keys and the shape inside, its aliases and read-only mark. */
    private static String describe(Shape shape) {
        return shape.properties().stream()
                .map(property -> "  " + property + "\n")
                .collect(Collectors.joining("", shape + "\n", ""));
    }
}
