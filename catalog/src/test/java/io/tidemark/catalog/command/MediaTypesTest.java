package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {
    @ParameterizedTest
    @CsvSource({
        "image/png, photo.jpg, image/png",
        "Image/PNG , photo.jpg, image/png",
        "'', PHOTO.JPG, image/jpeg",
        "'', note, application/octet-stream",
        "'', '', application/octet-stream",
        "'', jpg.exe, application/octet-stream",
        "text/html, page.html, application/octet-stream",
        "image/svg+xml, drawing.svg, application/octet-stream",
        "text/html, report.pdf, application/pdf",
        "'text/plain; charset=x\r\nX: y', a.txt, text/plain",
    })
    void onlySafeTypesGoOut(String said, String name, String type) {
        assertThat(MediaTypes.safe(said, name)).isEqualTo(type);
    }
}
