package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page about own types shows what the server answers: its description is put into an account, and its
/// requests are sent. With `-Dtidemark.examples=write` the answers are written into the page.
class OwnTypesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "own-types.md");
    private static final Pattern DESCRIPTION =
            Pattern.compile("<!-- file: (vehicle.json) -->\n```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile(
            "(<!-- request -->\n```json\n(.*?)```\n\n<!-- answer -->\n```json\n)(.*?)(\n```)", Pattern.DOTALL);
    private static final int EXAMPLES = 5;
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);

    @Test
    void everyRequestOfThePageIsAnsweredAsItSays() throws IOException {
        String page = Files.readString(PAGE);
        String answered;
        try (ExampleCompany company = new ExampleCompany()) {
            MatchResult description =
                    DESCRIPTION.matcher(page).results().findFirst().orElseThrow();
            company.describe(description.group(1), description.group(2));
            company.setUp(array("[{'type':'customer','object':{'name':'North School'}}]".replace('\'', '"')));
            assertThat(EXAMPLE.matcher(page).results()).hasSize(EXAMPLES);
            answered = EXAMPLE.matcher(page)
                    .replaceAll(example -> Matcher.quoteReplacement(
                            example.group(1) + answer(company, example.group(2)) + example.group(4)));
        }
        if ("write".equals(System.getProperty("tidemark.examples"))) {
            Files.writeString(PAGE, answered);
        } else {
            assertThat(answered).isEqualTo(page);
        }
    }

    private static String answer(ExampleCompany company, String commands) {
        return PrettyJson.of(company.run(array(commands)));
    }

    private static JsonArray array(String json) {
        return (JsonArray) READER.read("{\"array\":" + json + "}").get("array").orElseThrow();
    }
}
