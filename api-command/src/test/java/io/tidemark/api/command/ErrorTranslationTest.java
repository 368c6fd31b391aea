package io.tidemark.api.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorTranslationTest {
    /// A new code needs a decision here as well as in the two tables.
    @Test
    void everyCodeHasItsErrorInACommandAndInARequest() {
        String table = Arrays.stream(ErrorCode.values())
                .map(code -> code.code() + " "
                        + ErrorTranslation.ofCommand(code).text() + " "
                        + ErrorTranslation.ofRequest(code).text())
                .collect(Collectors.joining("\n"));

        assertThat(table).isEqualTo("""
                TM-1001 badvalue badrequest
                TM-1002 unknowncommand badrequest
                TM-1003 badvalue badrequest
                TM-2001 badvalue badrequest
                TM-2002 noaccess badrequest
                TM-2003 badvalue badrequest
                TM-2004 badvalue badrequest
                TM-2005 badvalue badrequest
                TM-2006 badvalue badrequest
                TM-3001 noaccess badrequest
                TM-3002 conflict badrequest
                TM-4001 noaccess badlogin
                TM-4002 noaccess badlogin
                TM-4003 noaccess badlogin
                TM-5001 badvalue badrequest
                TM-5002 badvalue badrequest
                TM-5003 internal internal
                TM-9001 internal internal
                TM-9002 internal internal
                TM-9003 internal internal""");
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatTheServerMustAnswerForHasAReference(ErrorCode code) {
        assertThat(ErrorTranslation.message(new SyncException(code, "Sentence."), "r-1"))
                .isEqualTo(
                        ErrorTranslation.ofRequest(code).text().equals("internal")
                                ? "Sentence. Reference: r-1"
                                : "Sentence.");
    }
}
