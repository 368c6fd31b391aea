package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.reference.CommandReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/spec/commands.md` says what the descriptions of the commands and their examples say.
class CommandsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "spec", "commands.md");
    private static final String REGENERATE =
            "./build -q -pl e2e -am test -Dtest=CommandsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dtidemark.docs=write";

    @Test
    void thePageHasEveryCommand() throws IOException {
        CommandReference reference = CommandReference.standard(CommandTypes.standard());
        String page = CommandsPage.of(reference, CommandExamplesTest.served());
        if ("write".equals(System.getProperty("tidemark.docs"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(page).doesNotContain("null |", "Optional[", "Description[");
        assertThat(Files.readString(PAGE))
                .as("The page is not what the descriptions and examples say. Write it anew: %s", REGENERATE)
                .isEqualTo(page);
        reference.all().forEach(command -> assertThat(page).contains("\n### " + command.name() + "\n"));
    }
}
