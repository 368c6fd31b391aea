package io.tidemark.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {
    private final Listing listing = new Listing(
            List.of("number", "name", "lastUsed", "members"),
            List.of(List.of(7, "Søren Ægir", true, List.of("a@x", "b@x")), List.of(1200, "Bo", false, List.of())));

    @Test
    void tableIsAlignedByLettersNotBytes() {
        assertThat(listing.table().lines())
                .containsExactly(
                        "NUMBER  NAME        LAST USED  MEMBERS",
                        "     7  Søren Ægir  yes        a@x, b@x",
                        "  1200  Bo          no");
    }

    @Test
    void jsonHasTheSameProperties() {
        assertThat(Json.text(listing.objects()))
                .isEqualTo("[{\"number\":7,\"name\":\"Søren Ægir\",\"lastUsed\":true,\"members\":[\"a@x\",\"b@x\"]},"
                        + "{\"number\":1200,\"name\":\"Bo\",\"lastUsed\":false,\"members\":[]}]");
    }

    @Test
    void nothingIsSaidInAWord() {
        assertThat(new Listing(List.of("name"), List.of()).table()).isEqualTo("None.");
    }
}
