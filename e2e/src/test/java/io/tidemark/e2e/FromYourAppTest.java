package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The page for authors of apps does what it says, as written, on an account so large that a first pass has parts.
class FromYourAppTest extends CommandServer {
    private static final Path PAGE = Path.of("..", "docs", "from-your-app-to-tidemark.md");
    private static final Pattern BLOCK = Pattern.compile("<!-- your app -->\n```sh\n(.*?)```", Pattern.DOTALL);
    private static final int BLOCKS = 8;
    private static final int CUSTOMERS = 2_100; // a part holds 2,000

    @TempDir
    Path folder = Path.of("");

    @Override
    Storage newStorage() {
        return new InMemoryStorage();
    }

    @Test
    void everyRequestOfThePageDoesWhatItSays() throws IOException, InterruptedException {
        List<String> blocks = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(BLOCKS);
        addCustomers();
        server.pass(Duration.ofMinutes(1));

        String url = server.uri().toString().replaceFirst("/$", "");
        String output = run("set -eu\nurl=%s\ncode=%s\n%s".formatted(url, newCode(), String.join("\n", blocks)));

        assertThat(output).isEmpty();
        assertThat(folder.resolve("GetCustomersByLastChange-2.json"))
                .as("the first pass had two parts")
                .content()
                .contains("\"name\":\"Customer 2099\"");
        assertThat(folder.resolve("GetCustomersByLastChange-3.json")).doesNotExist();
        assertThat(named("North School")).as("one effect of two uploads").hasSize(1);
    }

    private List<String> named(String name) {
        JsonNode device = configure(newCode()).path("results").path(0);
        String today = "{'command':'GetCustomersByLastChange','changedate':'2031-04-01','changetime':'08:00:01'}";
        return send(withToken(device, today))
                .path("results")
                .path(0)
                .path("customers")
                .findValuesAsString("name")
                .stream()
                .filter(name::equals)
                .toList();
    }

    private void addCustomers() {
        JsonNode device = configure(newCode()).path("results").path(0);
        for (int begin = 0; begin < CUSTOMERS; begin += 700) {
            StringBuilder commands = new StringBuilder();
            for (int n = begin; n < begin + 700; n++) {
                commands.append(n == begin ? "" : ",")
                        .append("{'command':'CreateUpdateCustomerByID','customer':{'name':'Customer " + n + "'}}");
            }
            assertThat(send(withToken(device, commands.toString()))
                            .path("status")
                            .asInt())
                    .isEqualTo(1);
        }
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
