package io.tidemark.protocol.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.TreeWriter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * For any bytes whatever: they are a request, or refused with a sentence.
 *
 * <p>In the ordinary build the fuzz test runs its seeds, and a seeded loop mutates a request. With {@code JAZZER_FUZZ=1} in the
 * environment Jazzer itself looks for inputs, guided by coverage.
 */
class CommandEnvelopeFuzzTest {
    private static final long SEED = 20_310_403;
    private static final int MUTANTS = 20_000;
    private static final byte[] REQUEST =
            ("{\"contract\":\"1001\",\"apikey\":\"1234-5678\",\"username\":\"ida@x.test\","
                            + "\"password\":\"p\\u00e6\",\"accesstoken\":null,\"haltonerror\":\"0\",\"remoteagent\":\"demo\","
                            + "\"commands\":[{\"command\":\"Echo\",\"text\":[1.5e3,true]},[],{\"a\":{\"b\":-0}}]}")
                    .getBytes(StandardCharsets.UTF_8);

    private final TreeReader reader = new TreeReader(new ReadLimits(64 << 10, 8, 4_000, 50, 60, 40));

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreARequestOrRefused(byte[] document) {
        check(document);
    }

    @Test
    void mutatedRequestsAreReadOrRefused() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        int accepted = 0;
        for (int i = 0; i < MUTANTS; i++) {
            accepted += check(mutant(random)) ? 1 : 0;
        }
        // A share of the mutants must be sound, or the loop tests nothing but the parser's first complaint.
        assertThat(accepted).isBetween(MUTANTS / 50, MUTANTS - MUTANTS / 50);
    }

    private boolean check(byte[] document) {
        try {
            JsonObject request = reader.read(new ByteArrayInputStream(document));
            CommandEnvelope envelope = CommandEnvelope.from(request);
            assertThat(envelope.commands()).hasSizeLessThanOrEqualTo(50);
            assertThat(CommandEnvelope.from(reader.read(TreeWriter.text(request))))
                    .isEqualTo(envelope);
            return true;
        } catch (WireException refusal) {
            assertThat(refusal.sentence()).isNotEmpty();
        } catch (CommandException refusal) {
            assertThat(refusal.error()).isEqualTo(CommandError.BAD_REQUEST);
            assertThat(refusal.sentence()).isNotEmpty();
        }
        return false;
    }

    private static byte[] mutant(RandomGenerator random) {
        byte[] mutant = REQUEST.clone();
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            mutant[random.nextInt(mutant.length)] =
                    random.nextBoolean() ? REQUEST[random.nextInt(REQUEST.length)] : (byte) random.nextInt(256);
        }
        return mutant;
    }
}
