package io.tidemark.storage.files;

import io.tidemark.core.content.ContentDigest;
import io.tidemark.core.content.ContentHash;
import io.tidemark.core.content.Contents;
import io.tidemark.core.content.OpenContent;
import io.tidemark.core.content.StoredContent;
import io.tidemark.core.object.AccountId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Contents as files, `<account>/ab/cd…` by the digits of their hash. The time of a file is when it was last put.
///
/// A content is written beside its place, to `<account>/incoming`, made durable, and then moved: a file at its
/// place is whole. Several processes may use the folder; what one that crashed left in `incoming` is removed when the
/// folder is opened a day later.
///
/// Thread-safe. Uses the file operations of POSIX systems: a folder can be synchronized, a move replaces.
public final class FileContents implements Contents {
    private static final String INCOMING = "incoming";
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path folder;
    private final Places places;
    /// No upload takes as long: what is older was left by a process that ended in the middle.
    private static final Duration LEFT_AFTER = Duration.ofDays(1);

    private final String process = UUID.randomUUID().toString();
    private final AtomicLong lastIncoming = new AtomicLong();

    private FileContents(Path folder) {
        this.folder = folder;
        this.places = new Places(folder);
    }

    /// Opens a folder, and makes it if it is not there.
    ///
    /// @throws io.tidemark.core.error.SyncException with `STORAGE_UNAVAILABLE` when it cannot be used
    public static FileContents open(Path folder) {
        try {
            Files.createDirectories(folder);
            Instant leftBefore = timeOf(folder).minus(LEFT_AFTER);
            for (Path account : Places.list(folder)) {
                for (Path left : Places.list(account.resolve(INCOMING))) {
                    if (Files.getLastModifiedTime(left).toInstant().isBefore(leftBefore)) {
                        Files.deleteIfExists(left);
                    }
                }
            }
        } catch (IOException e) {
            throw FileErrors.unavailable(
                    "The folder of file contents cannot be used. Check its permissions, and the disk.", e);
        }
        return new FileContents(folder);
    }

    /// What time it is for the folder's disk, which may be another machine's.
    private static Instant timeOf(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "time", "");
        try {
            return Files.getLastModifiedTime(probe).toInstant();
        } finally {
            Files.delete(probe);
        }
    }

    @Override
    public StoredContent put(AccountId account, InputStream bytes, long bytesMax, Instant now) throws IOException {
        Path incoming = makeIncoming(account);
        try {
            StoredContent stored = write(bytes, bytesMax, incoming);
            settle(account, stored, incoming, FileTime.from(now.truncatedTo(ChronoUnit.MILLIS)));
            return stored;
        } finally {
            removeIncoming(incoming);
        }
    }

    private Path makeIncoming(AccountId account) {
        Path incoming = folder.resolve(Long.toString(account.value())).resolve(INCOMING);
        try {
            Files.createDirectories(incoming);
            return Files.createFile(incoming.resolve(process + "-" + lastIncoming.incrementAndGet()));
        } catch (IOException e) {
            throw FileErrors.notWritten(e);
        }
    }

    /// What cannot be removed now is removed at the next start.
    private static void removeIncoming(Path incoming) {
        try {
            Files.deleteIfExists(incoming);
        } catch (IOException e) {
            System.getLogger(FileContents.class.getName())
                    .log(System.Logger.Level.WARNING, "A file in incoming could not be removed", e);
        }
    }

    private static StoredContent write(InputStream bytes, long bytesMax, Path incoming) throws IOException {
        ContentDigest digest = new ContentDigest(bytesMax);
        byte[] buffer = new byte[BUFFER_BYTES];
        try (Incoming file = Incoming.open(incoming)) {
            for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                digest.update(buffer, n);
                file.write(buffer, n);
            }
            file.makeDurable();
        }
        return digest.finish();
    }

    /// Moves what came in to its place, or makes the one that is there young again. All folders are synchronized
    /// also when nothing was made: another call may have made them a moment ago and not have come so far.
    private void settle(AccountId account, StoredContent stored, Path incoming, FileTime now) {
        Path place = places.of(account, stored.hash());
        Path shelf = Places.parent(place);
        synchronized (places.lock(stored.hash())) {
            try {
                if (Files.exists(place) && Files.size(place) == stored.size()) {
                    if (Files.getLastModifiedTime(place).compareTo(now) < 0) {
                        Files.setLastModifiedTime(place, now);
                    }
                } else {
                    Files.createDirectories(shelf);
                    Files.setLastModifiedTime(incoming, now);
                    Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
                }
                for (Path made : List.of(shelf, Places.parent(shelf), folder)) {
                    makeDurable(made);
                }
            } catch (IOException e) {
                throw FileErrors.notWritten(e);
            }
        }
    }

    private static void makeDurable(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public Optional<OpenContent> open(AccountId account, ContentHash hash) {
        try {
            return Optional.of(OpenFile.open(places.of(account, hash)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileErrors.notRead(e);
        }
    }

    @Override
    public boolean exists(AccountId account, ContentHash hash) {
        return Files.exists(places.of(account, hash));
    }

    /// Not made durable: a file that a crash brings back is found and removed again.
    @Override
    public boolean remove(AccountId account, ContentHash hash, Instant putBefore) {
        Path place = places.of(account, hash);
        synchronized (places.lock(hash)) {
            try {
                if (!Files.getLastModifiedTime(place).toInstant().isBefore(putBefore)) {
                    return false;
                }
                Files.delete(place);
                return true;
            } catch (NoSuchFileException e) {
                return false;
            } catch (IOException e) {
                throw FileErrors.notWritten(e);
            }
        }
    }

    @Override
    public List<ContentHash> putBefore(AccountId account, Instant instant, @Nullable ContentHash after, int limit) {
        try {
            return places.putBefore(account, instant, after, limit);
        } catch (IOException e) {
            throw FileErrors.notRead(e);
        }
    }

    /// A file that is being written. What goes wrong with it is the store's failure, not that of who sends the
    /// bytes.
    private static final class Incoming implements AutoCloseable {
        private final FileChannel channel;

        private Incoming(FileChannel channel) {
            this.channel = channel;
        }

        static Incoming open(Path file) {
            try {
                return new Incoming(FileChannel.open(file, StandardOpenOption.WRITE));
            } catch (IOException e) {
                throw FileErrors.notWritten(e);
            }
        }

        void write(byte[] bytes, int count) {
            try {
                ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            } catch (IOException e) {
                throw FileErrors.notWritten(e);
            }
        }

        void makeDurable() {
            try {
                channel.force(true);
            } catch (IOException e) {
                throw FileErrors.notWritten(e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw FileErrors.notWritten(e);
            }
        }
    }
}
