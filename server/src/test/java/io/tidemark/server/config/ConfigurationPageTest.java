package io.tidemark.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/configuration.md` says what [Settings] says.
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- generated: settings -->\n";
    private static final String END = "<!-- end of generated -->";
    private static final String REGENERATE =
            "./build -q -pl server -am test -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dtidemark.docs=write";

    @Test
    void thePageListsEveryKeyWithItsDefault() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if ("write".equals(System.getProperty("tidemark.docs"))) {
            page = page.substring(0, begin) + table() + page.substring(end);
            Files.writeString(PAGE, page);
            end = page.indexOf(END);
        }

        assertThat(page.substring(begin, end))
                .as("The page is not what the settings say. Write it anew: %s", REGENERATE)
                .isEqualTo(table());
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| key | default | range | meaning |\n|---|---|---|---|\n");
        for (Setting<?> setting : Settings.ALL) {
            table.append("| `")
                    .append(setting.key())
                    .append("` | ")
                    .append(setting.fallback().isEmpty() ? "not set" : "`" + setting.fallback() + "`")
                    .append(" | ")
                    .append(setting.range())
                    .append(setting.secret() ? " (secret)" : "")
                    .append(" | ")
                    .append(setting.meaning())
                    .append(" |\n");
        }
        return table.toString();
    }
}
