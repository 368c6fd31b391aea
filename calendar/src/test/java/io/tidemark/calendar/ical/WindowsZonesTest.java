package io.tidemark.calendar.ical;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class WindowsZonesTest {

    @Test
    void everyNameMeansAZoneOfTheDatabase() throws IOException {
        Properties names = new Properties();
        try (InputStream file = Zones.class.getResourceAsStream("windows-zones.properties")) {
            names.load(file);
        }
        assertThat(names.stringPropertyNames()).hasSizeGreaterThan(130);
        assertThat(names.values())
                .allSatisfy(zone -> assertThat(ZoneId.getAvailableZoneIds()).contains((String) zone));
    }
}
