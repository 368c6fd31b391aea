package io.tidemark.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "photo 1.jpg | filename=\"photo 1.jpg\"",
                "C:\\photos\\a.jpg | filename=\"a.jpg\"",
                "../../etc/passwd | filename=\"passwd\"",
                "Tagfläche.pdf | filename=\"Tagfl_che.pdf\"; filename*=UTF-8''Tagfl%C3%A4che.pdf",
                "€ 5%.txt | filename=\"_ 5_.txt\"; filename*=UTF-8''%E2%82%AC%205%25.txt",
                "a\";b=\"c | filename=\"a_;b=_c\"; filename*=UTF-8''a%22%3Bb%3D%22c",
                "'' | filename=\"document-7\"",
                ".. | filename=\"document-7\"",
                "folder/ | filename=\"document-7\"",
            })
    void aNameIsOneThatCanBeSaved(String name, String parameters) {
        assertThat(AttachmentName.header(name.equals("''") ? "" : name, "document-7"))
                .isEqualTo("attachment; " + parameters);
    }

    @Test
    void noNameBeginsAnotherHeader() {
        assertThat(AttachmentName.header("a\r\nSet-Cookie: x=y", "document-7"))
                .isEqualTo("attachment; filename=\"aSet-Cookie: x=y\"");
    }
}
