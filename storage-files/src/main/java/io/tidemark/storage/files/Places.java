package io.tidemark.storage.files;

import io.tidemark.core.content.ContentHash;
import io.tidemark.core.object.AccountId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where each content lies: on one of 256 shelves of its account, which are the first two digits of hashes. So a
/// folder holds some thousand files where an account has a million. Thread-safe.
final class Places {
    private static final int SHELVES = 256;
    private static final int SHELF_DIGITS = 2;

    private final Path folder;
    private final List<Object> locks =
            IntStream.range(0, SHELVES).mapToObj(shelf -> new Object()).toList();

    Places(Path folder) {
        this.folder = folder;
    }

    /// The place of a content, whether it is there or not.
    Path of(AccountId account, ContentHash hash) {
        return folder.resolve(Long.toString(account.value()))
                .resolve(hash.hex().substring(0, SHELF_DIGITS))
                .resolve(hash.hex().substring(SHELF_DIGITS));
    }

    /// What putting and removing of a content exclude each other with.
    Object lock(ContentHash hash) {
        return locks.get(shelf(hash));
    }

    private static int shelf(ContentHash hash) {
        return Integer.parseInt(hash.hex().substring(0, SHELF_DIGITS), 16);
    }

    /// See [io.tidemark.core.content.Contents#putBefore].
    List<ContentHash> putBefore(AccountId account, Instant instant, @Nullable ContentHash after, int limit)
            throws IOException {
        List<ContentHash> found = new ArrayList<>();
        for (int shelf = after == null ? 0 : shelf(after); shelf < SHELVES && found.size() < limit; shelf++) {
            String digits = String.format("%02x", shelf);
            Path files = folder.resolve(Long.toString(account.value())).resolve(digits);
            List<ContentHash> onShelf = list(files).stream()
                    .map(file -> digits + file.getFileName())
                    .filter(ContentHash::isHash)
                    .map(ContentHash::new)
                    .filter(hash -> after == null || hash.compareTo(after) > 0)
                    .sorted()
                    .toList();
            for (ContentHash hash : onShelf) {
                if (found.size() < limit && isPutBefore(of(account, hash), instant)) {
                    found.add(hash);
                }
            }
        }
        return List.copyOf(found);
    }

    private static boolean isPutBefore(Path file, Instant instant) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(instant);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /// What is in a folder; nothing if it is not there.
    static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }
}
