package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `tidemark` on a machine without Maven, with a java that prints what it was started with.
class StartScriptTest {
    private static final List<String> TOOLS =
            List.of("bash", "env", "dirname", "readlink", "sed", "find", "mkdir", "touch", "rm", "mv", "flock", "grep");

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void copyWhatRuns() throws IOException {
        Path repository = Path.of("").toAbsolutePath().getParent();
        home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve(".mvn"));
        for (String file : List.of("tidemark", ".mvn/find-jdk.sh")) {
            Files.copy(repository.resolve(file), home.resolve(file));
        }
        Path jdk = Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(jdk.resolveSibling("release"), "JAVA_VERSION=\"25.0.1\"\n");
        script(jdk.resolve("javac"), "");
        script(jdk.resolve("java"), "echo started \"$@\"");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), onPath(tool));
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path onPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(entry -> Path.of(entry, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private String start() throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(
                folder.resolve("bin/bash").toString(), home.resolve("tidemark").toString(), "doctor");
        process.environment().put("PATH", folder.resolve("bin").toString());
        process.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        process.redirectErrorStream(true);
        Process running = process.start();
        running.getOutputStream().close();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        running.waitFor();
        return output;
    }

    @Test
    void whatIsBuiltRunsWithoutMavenWhateverTheTimesOfTheFiles() throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("cli/target/dist/lib"));
        Path built = Files.createFile(home.resolve("cli/target/dist/built"));
        assertThat(start()).startsWith("started ").endsWith("io.tidemark.cli.Tidemark doctor\n");

        Files.setLastModifiedTime(built, FileTime.fromMillis(0));
        Files.createFile(home.resolve("pom.xml"));
        assertThat(start()).startsWith("started ");
        Files.delete(built);
        assertThat(start()).startsWith("started ");
    }

    @Test
    void withoutABuildAndWithoutMavenItSaysWhatIsMissing() throws IOException, InterruptedException {
        Files.copy(Path.of("").toAbsolutePath().resolveSibling("build"), home.resolve("build"));
        assertThat(start())
                .contains("Tidemark is built with Apache Maven: install it", "Tidemark could not be built.")
                .doesNotContain("started");
    }
}
