package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberTest {
    private static boolean holds(String body, String name, String value) {
        return new Member(name, value).isIn(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ",'a':1|true",
                ",'a':1,'b':2|true",
                ",'b':2,'a':1|true",
                ",'a':12|false",
                ",'ba':1|false",
                ",'b':{'c':0,'a':1}|false",
                ",'b':{'c':0,'a':1},'a':1|true",
                ",'b':[{'c':0,'a':1}]|false",
                ",'b':'x,\\'a\\':1'|false",
                ",'b':'\\\\','a':1|true",
                ",'b':'æøå','a':1|true",
                "``|false"
            })
    void aMemberIsFoundAtTheTopOnly(String body, boolean found) {
        assertThat(holds(body, "a", "1")).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatIsKeptIsAtTheTopToo(boolean last) {
        String body = ",'b':2\n,'.a':1" + (last ? "\n" : ",'.c':3\n");
        assertThat(holds(body, ".a", "1")).isTrue();
        assertThat(holds(body, "b", "2")).isTrue();
        assertThat(holds(body, "b", "3")).isFalse();
    }
}
