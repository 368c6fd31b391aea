package io.tidemark.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.content.ContentHash;
import io.tidemark.core.content.Contents;
import io.tidemark.core.content.OpenContent;
import io.tidemark.core.content.StoredContent;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.storage.contract.ContentsContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Contents as files fulfil the contract; and what the files look like.
class FileContentsTest implements ContentsContract {
    private static final Instant NOW = Instant.parse("2031-04-01T06:00:00.123Z");

    @TempDir
    Path folder;

    @Override
    public Contents newContents() {
        return FileContents.open(folder.resolve("content"));
    }

    @Test
    void theAccountLeadsThePathAndTheHashFollows() throws IOException {
        ContentHash hash = put("abc").hash();
        assertThat(files()).containsExactly("content/1/ba/" + hash.hex().substring(2));
    }

    @Test
    void nothingOfARefusedOrBrokenPutStays() {
        Contents contents = newContents();
        assertThatThrownBy(() -> contents.put(ACME, stream("abcd"), 3, NOW)).isInstanceOf(SyncException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsBeingPutIsNotThereYet() throws IOException {
        Contents contents = newContents();
        InputStream watched = new InputStream() {
            private int left = 3;

            @Override
            public int read() {
                assertThat(contents.putBefore(ACME, Instant.MAX, null, 10)).isEmpty();
                return --left < 0 ? -1 : 'a';
            }

            @Override
            public int read(byte[] target, int offset, int count) {
                int next = read();
                target[offset] = (byte) next;
                return next < 0 ? -1 : 1;
            }
        };
        StoredContent stored = contents.put(ACME, watched, ROOMY, NOW);
        assertThat(contents.exists(ACME, stored.hash())).isTrue();
    }

    @Test
    void whatACrashLeftIsRemovedAndTheRestStays() throws IOException {
        ContentHash hash = put("abc").hash();
        Path left = folder.resolve("content/1/incoming/1");
        Files.writeString(left, "half a con");
        Files.setLastModifiedTime(
                left, FileTime.from(Files.getLastModifiedTime(left).toInstant().minus(Duration.ofDays(2))));
        Path coming = folder.resolve("content/1/incoming/2");
        Files.writeString(coming, "what another process is writing");

        Contents again = newContents();

        assertThat(left).doesNotExist();
        assertThat(coming).exists();
        assertThat(again.exists(ACME, hash)).isTrue();
        assertThat(again.put(ACME, stream("def"), ROOMY, NOW).size()).isEqualTo(3);
    }

    @Test
    void aFileOfTheWrongLengthIsReplaced() throws IOException {
        ContentHash hash = put("abc").hash();
        Path file = folder.resolve("content/1/ba/" + hash.hex().substring(2));
        Files.writeString(file, "a");
        put("abc");
        assertThat(file).hasContent("abc");
    }

    @Test
    void aFileThatBecomesShorterWhileItIsReadIsNoWholeContent() throws IOException {
        ContentHash hash = put("abc").hash();
        Path file = folder.resolve("content/1/ba/" + hash.hex().substring(2));
        try (OpenContent open = newContents().open(ACME, hash).orElseThrow()) {
            Files.writeString(file, "a");
            assertThatThrownBy(() -> open.writeTo(new ByteArrayOutputStream(), 0, 3))
                    .isInstanceOfSatisfying(
                            SyncException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_CORRUPT));
        }
    }

    @Test
    void filesThatAreNoContentsAreLeftAlone() throws IOException {
        put("abc");
        Files.writeString(folder.resolve("content/1/ba/notes.txt"), "mine");
        assertThat(newContents().putBefore(ACME, Instant.MAX, null, 10)).hasSize(1);
        assertThat(files()).contains("content/1/ba/notes.txt");
    }

    @Test
    void aFolderThatCannotBeUsedIsAFailureOfTheStore() throws IOException {
        Files.writeString(folder.resolve("content"), "a file");
        assertThatThrownBy(this::newContents)
                .isInstanceOfSatisfying(
                        SyncException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
    }

    /// A place that is taken by something else cannot be written, whoever asks.
    @Test
    void aPutThatCannotBeWrittenIsAFailureOfTheStore() throws IOException {
        Contents contents = newContents();
        Files.writeString(folder.resolve("content/1"), "a file");
        assertThatThrownBy(() -> contents.put(ACME, stream("abc"), ROOMY, NOW))
                .isInstanceOfSatisfying(
                        SyncException.class,
                        refusal -> assertThat(refusal.retryAfter()).isPresent());
    }

    private StoredContent put(String text) throws IOException {
        return newContents().put(ACME, stream(text), ROOMY, NOW);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
