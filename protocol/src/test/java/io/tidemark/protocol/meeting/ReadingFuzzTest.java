package io.tidemark.protocol.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.ReadMode;
import io.tidemark.protocol.json.Shape;
import io.tidemark.protocol.json.ShapeReader;
import io.tidemark.protocol.json.ShapeWriter;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.json.WireObject;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * For any bytes whatever: reading gives an object or a {@link WireException}, what was accepted is canonical after one pass,
 * and a canonical form is never much longer than what was sent.
 *
 * <p>In the ordinary build the fuzz test runs its seeds, and a seeded loop mutates the golden files. With {@code JAZZER_FUZZ=1}
 * in the environment Jazzer itself looks for inputs, guided by coverage.
 */
class ReadingFuzzTest {
    private static final long SEED = 20_310_402;
    private static final int MUTANTS_PER_FILE = 1_000;

    /** The worst case: the short alias {@code Recurrence} becomes {@code MeetingRecurrence}, 7 characters longer. */
    private static final int GROWTH_MAX = 3;

    private static final ReadLimits LIMITS = new ReadLimits(64 << 10, 8, 4_000, 50, 60, 40);

    private final ShapeReader reader = new ShapeReader(LIMITS);
    private final CommitReader commits = new CommitReader(LIMITS, ReadMode.CLIENT_INPUT);

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreReadOrRefused(byte[] document) {
        for (Shape shape : MeetingProtocol.SHAPES) {
            check(document, shape);
        }
        checkCommits(document);
    }

    @Test
    void mutatedMessagesAreReadOrRefused() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        int accepted = 0;
        for (Golden golden : Golden.values()) {
            for (int i = 0; i < MUTANTS_PER_FILE; i++) {
                byte[] mutant = Mutation.of(i % 2 == 0 ? golden.asSent() : golden.canonical(), random);
                accepted += check(mutant, golden.shape()) ? 1 : 0;
                checkCommits(mutant);
            }
        }
        // A share of the mutants must be sound, or the loop tests nothing but the parser's first complaint.
        assertThat(accepted).isBetween(1_000, MUTANTS_PER_FILE * Golden.values().length - 1_000);
    }

    private boolean check(byte[] document, Shape shape) {
        WireObject object;
        try {
            object = reader.read(document, shape, ReadMode.STORED);
        } catch (WireException refusal) {
            assertThat(refusal.sentence()).isNotEmpty();
            return false;
        }
        byte[] canonical = ShapeWriter.write(object);
        assertThat(canonical.length).isLessThanOrEqualTo(GROWTH_MAX * document.length);
        assertThat(ShapeWriter.joinTopLevel(ShapeWriter.splitTopLevel(canonical)))
                .isEqualTo(canonical);
        if (canonical.length <= LIMITS.totalBytes()) {
            WireObject again = reader.read(canonical, shape, ReadMode.STORED);
            assertThat(again).isEqualTo(object);
            assertThat(Arrays.equals(ShapeWriter.write(again), canonical)).isTrue();
        }
        return true;
    }

    private void checkCommits(byte[] document) {
        try {
            MeetingCommit commit = commits.meetings(new ByteArrayInputStream(document));
            assertThat(commit.size()).isLessThanOrEqualTo(LIMITS.topLevelItems());
        } catch (WireException refusal) {
            assertThat(refusal.sentence()).isNotEmpty();
        }
        try {
            TaskCommit commit = commits.tasks(new ByteArrayInputStream(document));
            assertThat(commit.tasks().size()).isLessThanOrEqualTo(LIMITS.topLevelItems());
        } catch (WireException refusal) {
            assertThat(refusal.sentence()).isNotEmpty();
        }
    }
}
