package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.content.ContentHash;
import io.tidemark.core.content.Contents;
import io.tidemark.core.content.OpenContent;
import io.tidemark.core.content.StoredContent;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.AccountId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every store of contents must do: the specification of [Contents].
public interface ContentsContract {
    /// An account.
    AccountId ACME = new AccountId(1);
    /// Another one.
    AccountId OTHER = new AccountId(11);
    /// A limit that no test reaches.
    long ROOMY = 1L << 30;

    /// A new store without contents, independent of all others.
    Contents newContents();

    @Test
    default void aContentIsKnownByTheHashOfItsBytes() throws IOException {
        Contents contents = newContents();
        StoredContent stored = put(contents, "abc");

        assertThat(stored.hash().hex())
                .as("FIPS 180-2, B.1")
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(stored.md5()).as("RFC 1321, A.5").isEqualTo("900150983cd24fb0d6963f7d28e17f72");
        assertThat(stored.size()).isEqualTo(3);
        assertThat(contents.exists(ACME, stored.hash())).isTrue();
        assertThat(text(contents, stored.hash())).isEqualTo("abc");
    }

    @Test
    default void anEmptyContentIsOne() throws IOException {
        Contents contents = newContents();
        StoredContent stored = put(contents, "");
        assertThat(stored.size()).isZero();
        assertThat(text(contents, stored.hash())).isEmpty();
    }

    @Test
    default void aLargeContentComesBackByteByByte() throws IOException {
        byte[] bytes = new byte[300_001];
        new Random(7).nextBytes(bytes);
        Contents contents = newContents();
        StoredContent stored = contents.put(ACME, new ByteArrayInputStream(bytes), ROOMY, NOON);

        assertThat(read(contents, stored.hash(), 0, bytes.length)).isEqualTo(bytes);
        assertThat(read(contents, stored.hash(), 70_000, 140_001))
                .isEqualTo(java.util.Arrays.copyOfRange(bytes, 70_000, 210_001));
        assertThat(read(contents, stored.hash(), 300_001, 0)).isEmpty();
    }

    @Test
    default void theSameBytesTwiceAreOneContent() throws IOException {
        Contents contents = newContents();
        assertThat(put(contents, "abc")).isEqualTo(put(contents, "abc"));
        assertThat(all(contents, ACME)).hasSize(1);
        assertThat(contents.remove(ACME, all(contents, ACME).getFirst(), Instant.MAX))
                .isTrue();
        assertThat(all(contents, ACME)).isEmpty();
    }

    @Test
    default void anotherAccountHasNothingOfIt() throws IOException {
        Contents contents = newContents();
        ContentHash hash = put(contents, "abc").hash();

        assertThat(contents.exists(OTHER, hash)).isFalse();
        assertThat(contents.open(OTHER, hash)).isEmpty();
        assertThat(contents.remove(OTHER, hash, Instant.MAX)).isFalse();
        assertThat(all(contents, OTHER)).isEmpty();

        contents.put(OTHER, stream("abc"), ROOMY, NOON);
        assertThat(contents.remove(OTHER, hash, Instant.MAX)).isTrue();
        assertThat(text(contents, hash)).isEqualTo("abc");
    }

    @Test
    default void aContentThatIsTooLargeLeavesNothing() throws IOException {
        Contents contents = newContents();
        assertThatThrownBy(() -> contents.put(ACME, stream("abcd"), 3, NOON))
                .isInstanceOfSatisfying(
                        SyncException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_TOO_LARGE));
        assertThat(all(contents, ACME)).isEmpty();
        assertThat(contents.put(ACME, stream("abc"), 3, NOON).size()).isEqualTo(3);
    }

    @Test
    default void aStreamThatBreaksOffLeavesNothing() {
        Contents contents = newContents();
        InputStream broken = new SequenceInputStream(stream("x".repeat(100_000)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken off");
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                throw new IOException("broken off");
            }
        });
        assertThatThrownBy(() -> contents.put(ACME, broken, ROOMY, NOON))
                .isInstanceOf(IOException.class)
                .hasMessage("broken off");
        assertThat(all(contents, ACME)).isEmpty();
    }

    @Test
    default void onlyWhatWasPutBeforeIsListedAndRemoved() throws IOException {
        Contents contents = newContents();
        ContentHash hash = put(contents, "abc").hash();

        assertThat(contents.putBefore(ACME, NOON, null, 10)).isEmpty();
        assertThat(contents.remove(ACME, hash, NOON)).isFalse();
        assertThat(contents.putBefore(ACME, NOON.plusMillis(1), null, 10)).containsExactly(hash);
        assertThat(contents.remove(ACME, hash, NOON.plusMillis(1))).isTrue();
        assertThat(contents.exists(ACME, hash)).isFalse();
        assertThat(contents.remove(ACME, hash, Instant.MAX)).isFalse();
    }

    @Test
    default void puttingAContentAgainMakesItYoung() throws IOException {
        Contents contents = newContents();
        ContentHash hash = put(contents, "abc").hash();
        contents.put(ACME, stream("abc"), ROOMY, NOON.plusSeconds(60));

        assertThat(contents.remove(ACME, hash, NOON.plusSeconds(60))).isFalse();
        contents.put(ACME, stream("abc"), ROOMY, NOON);
        assertThat(contents.remove(ACME, hash, NOON.plusSeconds(60)))
                .as("a clock that was set back makes nothing older")
                .isFalse();
        assertThat(contents.remove(ACME, hash, NOON.plusSeconds(61))).isTrue();
    }

    @Test
    default void listsComeInParts() throws IOException {
        Contents contents = newContents();
        for (int i = 0; i < 600; i++) {
            put(contents, "content " + i);
        }
        List<ContentHash> listed = new ArrayList<>();
        List<ContentHash> part = contents.putBefore(ACME, Instant.MAX, null, 7);
        while (!part.isEmpty()) {
            assertThat(part.size()).isLessThanOrEqualTo(7);
            listed.addAll(part);
            part = contents.putBefore(ACME, Instant.MAX, part.getLast(), 7);
        }
        assertThat(listed).hasSize(600).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void aContentThatIsOpenCanBeReadToItsEnd() throws IOException {
        Contents contents = newContents();
        ContentHash hash = put(contents, "abc").hash();
        try (OpenContent open = contents.open(ACME, hash).orElseThrow()) {
            contents.remove(ACME, hash, Instant.MAX);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            open.writeTo(out, 0, open.size());
            assertThat(out.toString(UTF_8)).isEqualTo("abc");
        }
        assertThat(contents.open(ACME, hash)).isEmpty();
    }

    /// Whoever has put a content finds it, whatever is removed meanwhile: what was put is younger than what may
    /// go.
    @Test
    default void nothingIsRemovedUnderWhoHasPutIt() throws Exception {
        Contents contents = newContents();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<Boolean>> works = IntStream.range(0, 400)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        ContentHash hash =
                                contents.put(ACME, stream("same"), ROOMY, NOON).hash();
                        return contents.exists(ACME, hash)
                                && text(contents, hash).equals("same");
                    })
                    .toList();
            List<Callable<Boolean>> removals = IntStream.range(0, 400)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        contents.putBefore(ACME, NOON, null, 10).forEach(hash -> contents.remove(ACME, hash, NOON));
                        return true;
                    })
                    .toList();
            contents.put(ACME, stream("same"), ROOMY, NOON.minusSeconds(1));
            List<Callable<Boolean>> mixed = IntStream.range(0, 400)
                    .boxed()
                    .flatMap(i -> Stream.of(removals.get(i), works.get(i)))
                    .toList();
            for (Future<Boolean> done : threads.invokeAll(mixed)) {
                assertThat(done.get()).isTrue();
            }
        }
    }

    private static StoredContent put(Contents contents, String text) throws IOException {
        return contents.put(ACME, stream(text), ROOMY, NOON);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static String text(Contents contents, ContentHash hash) throws IOException {
        try (OpenContent open = contents.open(ACME, hash).orElseThrow()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            open.writeTo(out, 0, open.size());
            return out.toString(UTF_8);
        }
    }

    private static byte[] read(Contents contents, ContentHash hash, long from, long count) throws IOException {
        try (OpenContent open = contents.open(ACME, hash).orElseThrow()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            open.writeTo(out, from, count);
            return out.toByteArray();
        }
    }

    private static List<ContentHash> all(Contents contents, AccountId account) {
        return contents.putBefore(account, Instant.MAX, null, 1_000);
    }
}
