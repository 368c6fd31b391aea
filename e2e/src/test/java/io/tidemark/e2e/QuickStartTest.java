package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.ApiKey;
import io.tidemark.server.login.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The quick start of the front page does what it says, as written. The server is one of this process; in place of
/// the command `./tidemark` is a script that prints what `demo --json` prints.
class QuickStartTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern BLOCK = Pattern.compile("<!-- quick start -->\n```sh\n(.*?)```", Pattern.DOTALL);
    private static final int BLOCKS = 6;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyCommandOfTheQuickStartSucceeds() throws IOException, InterruptedException {
        List<String> blocks = BLOCK.matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(BLOCKS);

        try (TestServer server = TestServer.inMemory()) {
            server.device(TestServer.IDA)
                    .commitTasks("{'Tasks':[{'State':'NEW','Task':{'Id':'t-1','Title':'One'}}]}")
                    .ok();
            standIn(server);

            Path results = folder.resolve("target/quick-start");
            String output = run("set -eu\n" + blocks.stream().collect(Collectors.joining("\n")));

            assertThat(results.resolve("first.json")).content().contains("\"State\":\"NEW\"", "t-1");
            assertThat(results.resolve("outcomes.json")).content().contains("\"Outcome\":\"UNCHANGED\"");
            assertThat(results.resolve("idle.json")).content().contains("\"Tasks\":[]");
            assertThat(results.resolve("todos.json")).content().contains("\"title\":\"One\"");
            assertThat(output).isEmpty();
        }
    }

    /// A command that says where the server is, and runs until it is ended.
    private void standIn(TestServer server) throws IOException {
        Secret key = Secret.apiKey();
        server.storage.write(server.account.id(), tx -> {
            tx.putApiKey(new ApiKey(key.hash(), "quick start", null));
            return true;
        });
        String url = server.uri().toString().replaceFirst("/$", "");
        Path command = folder.resolve("tidemark");
        Files.writeString(command, """
                #!/bin/sh
                echo '{"url":"%s","contract":1,"apikey":"%s","users":[{"email":"%s","password":"%s"},{"email":"x","password":"y"}],"deviceCodes":["c"]}'
                exec sleep 600
                """.formatted(url, key.text(), TestServer.IDA, TestServer.PASSWORD));
        assertThat(command.toFile().setExecutable(true)).isTrue();
    }

    private String run(String script) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process bash = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output);
        assertThat(bash.exitValue()).as(text).isZero();
        return text;
    }
}
