package io.tidemark.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/errors.md` says what [ErrorCode] says.
class ErrorPageTest {
    private static final Path PAGE = Path.of("..", "docs", "errors.md");
    private static final Path SOURCE =
            Path.of("..", "core", "src", "main", "java", "io", "tidemark", "core", "error", "ErrorCode.java");
    private static final String REGENERATE =
            "./build -q -pl server -am test -Dtest=ErrorPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dtidemark.docs=write";

    @Test
    void thePageHasEveryCodeWithItsManual() throws IOException {
        String page = ErrorPage.of(Files.readString(SOURCE));
        if ("write".equals(System.getProperty("tidemark.docs"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(page).doesNotContain("null");
        assertThat(Files.readString(PAGE))
                .as("The page is not what ErrorCode says. Write it anew: %s", REGENERATE)
                .isEqualTo(page);
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(page).contains("| `" + code.code() + "` | `" + code.name() + "` |");
        }
    }
}
