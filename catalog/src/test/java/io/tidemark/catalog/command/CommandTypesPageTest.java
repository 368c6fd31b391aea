package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/spec/command-types.md` says what the descriptions of the types say.
class CommandTypesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "spec", "command-types.md");
    private static final String REGENERATE =
            "./build -q -pl catalog -am test -Dtest=CommandTypesPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dtidemark.docs=write";

    @Test
    void thePageHasEveryFieldOfEveryType() throws IOException {
        CommandTypes types = CommandTypes.standard();
        String page = CommandTypesPage.of(types);
        if ("write".equals(System.getProperty("tidemark.docs"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(page).doesNotContain("null |", "Optional", "record");
        assertThat(Files.readString(PAGE))
                .as("The page is not what the types say. Write it anew: %s", REGENERATE)
                .isEqualTo(page);
        for (CommandType type : types.all()) {
            assertThat(page).contains("\n## " + type.name() + "\n");
            type.fields()
                    .forEach(field ->
                            assertThat(page).contains("\n| `" + field.name() + "` | `" + field.kindName() + "` |"));
        }
    }
}
