package io.tidemark.cli.backup;

import io.tidemark.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of a folder, and what a copy does with them. Stateless.
final class FileTree {
    /// What is still coming in: a file there is whole only when it is moved to its place.
    private static final String INCOMING = "incoming";

    private static final int BUFFER_BYTES = 1 << 20;

    private FileTree() {}

    /// How much was copied.
    record Copied(long files, long bytes) {
        Copied and(long fileBytes) {
            return new Copied(files + 1, bytes + fileBytes);
        }
    }

    /// Copies what a folder has and another has not. Contents never change, so one that is there, of the same length,
    /// is the same; one that goes away meanwhile is one that nobody names any more.
    ///
    /// @param same a folder that may hold the same files on the same disk, which are then linked instead of copied
    /// @param progress told how many bytes each file has
    /// @return all files of the folder, whether they had to be copied or not
    static Copied copy(Path from, Path to, @Nullable Path same, LongConsumer progress) throws IOException {
        Copier copier = new Copier(from, to, same, progress);
        if (Files.isDirectory(from)) {
            Files.walkFileTree(from, copier);
        }
        return copier.copied;
    }

    private static final class Copier extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;
        private final @Nullable Path same;
        private final LongConsumer progress;
        private Copied copied = new Copied(0, 0);

        Copier(Path from, Path to, @Nullable Path same, LongConsumer progress) {
            this.from = from;
            this.to = to;
            this.same = same;
            this.progress = progress;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            if (folder.endsWith(INCOMING)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path place = from.relativize(file);
            Path target = to.resolve(place);
            try {
                if (!Files.exists(target) || Files.size(target) != attributes.size()) {
                    take(file, target, same == null ? null : same.resolve(place), attributes.size());
                }
                copied = copied.and(attributes.size());
                progress.accept(attributes.size());
            } catch (NoSuchFileException e) {
                if (Files.exists(file)) {
                    throw e;
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            force(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
        }
    }

    private static void take(Path file, Path target, @Nullable Path same, long size) throws IOException {
        if (same != null && Files.exists(same) && Files.size(same) == size && isLinked(same, target)) {
            return;
        }
        Path incoming = target.resolveSibling(target.getFileName() + ".part");
        Files.copy(file, incoming, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        force(incoming);
        Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isLinked(Path same, Path target) {
        try {
            Files.createLink(target, same);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // of another disk: it is copied
        }
    }

    /// Makes a file, or the names in a folder, durable.
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// How many bytes a folder has.
    static long bytes(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.mapToLong(FileTree::size).sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long size(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0; // gone meanwhile
        }
    }

    /// SHA-256 of a file, in hexadecimal digits.
    static String hash(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Removes a folder and all that is in it, if it is there.
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException failure) throws IOException {
                Files.delete(inner);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
