package io.tidemark.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.Shell;
import io.tidemark.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypeCommandsTest {
    private static final Path PAGE = Path.of("..", "docs", "own-types.md");
    private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SHELL = Pattern.compile("<!-- shell -->\n```console\n(.*?)```", Pattern.DOTALL);
    private static final int COMMANDS = 5;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void makeAnAccount() {
        shell = new Shell(folder.resolve("data"));
        shell.run("admin", "account", "add", "acme", "--title", "Acme");
        shell.given("s3cret-enough\n", "admin", "user", "add", "ida@acme.example", "--name", "Ida Holm");
    }

    private void writeFilesOfThePage() throws IOException {
        FILE.matcher(Files.readString(PAGE)).results().forEach(file -> write(file.group(1), file.group(2)));
    }

    private String write(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Runs `./tidemark …` with the files of the page.
    private Shell.Result run(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ", -1)) {
            words.add(Files.exists(folder.resolve(word)) ? folder.resolve(word).toString() : word);
        }
        return shell.run(words.subList(1, words.size()).toArray(String[]::new));
    }

    @Test
    void everyCommandOfThePagePrintsWhatItSays() throws IOException {
        writeFilesOfThePage();
        List<String> said = SHELL.matcher(Files.readString(PAGE))
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
        List<String> printed = new ArrayList<>();
        for (String line : said) {
            if (line.startsWith("$ ")) {
                Shell.Result result = run(line.substring(2));
                printed.add(line);
                (result.out() + result.err()).lines().map(String::stripTrailing).forEach(printed::add);
            }
        }
        assertThat(said.stream().filter(line -> line.startsWith("$ "))).hasSize(COMMANDS);
        assertThat(String.join("\n", printed)).isEqualTo(String.join("\n", said));
    }

    @Test
    void aTypeComesAndGoes() throws IOException {
        writeFilesOfThePage();
        String json = Files.readString(folder.resolve("vehicle.json"));
        assertThat(shell.given(json, "admin", "type", "put", "-").out())
                .isEqualToIgnoringNewLines("Described: vehicle.");
        assertThat(shell.run("admin", "type", "show", "vehicle", "--json").out())
                .contains("\"used\":false")
                .contains("GetVehiclesByLastChange");
        assertThat(shell.run("doctor", "--port", "0").out()).contains("Accounts have added 1.");
        assertThat(shell.run("admin", "type", "remove", "vehicel").err())
                .contains("Nothing was changed. vehicel: This account has added no such type.");
        assertThat(shell.run("admin", "type", "show", "vehicel").err()).contains("vehicle");
        assertThat(shell.run("admin", "type", "remove", "vehicle").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(shell.run("admin", "type", "list", "--json").out()).doesNotContain("vehicle");
        assertThat(shell.run("admin", "type", "put", "nowhere.json").err()).contains("nowhere.json cannot be read");
    }

    @Test
    void aTypeWithRowsStays() throws IOException {
        writeFilesOfThePage();
        run("./tidemark admin type put vehicle.json");
        run("./tidemark import vehicles.csv --type vehicle --key plate");
        assertThat(shell.run("admin", "type", "list", "--json").out()).contains("\"used\":true");
        Shell.Result removal = shell.run("admin", "type", "remove", "vehicle");
        assertThat(removal.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(removal.err()).contains("There are objects of this type");
        String path = write(
                "less.json",
                Files.readString(folder.resolve("vehicle.json"))
                        .lines()
                        .filter(line -> !line.contains("\"mileage\""))
                        .collect(Collectors.joining("\n")));
        assertThat(shell.run("admin", "type", "put", path).err())
                .contains("less.json: vehicle.mileage: There are objects with this field");
    }
}
