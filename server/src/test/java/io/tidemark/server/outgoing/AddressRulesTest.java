package io.tidemark.server.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private static final AddressRules PUBLIC_ONLY = new AddressRules(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1"
            })
    void whatLeadsInsideIsRefused(String address) {
        assertThat(PUBLIC_ONLY.allow(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.1.1",
                "223.255.255.255",
                "2600:1901::1",
                "2a00:1450::1"
            })
    void whatIsPublicIsCalled(String address) {
        assertThat(PUBLIC_ONLY.allow(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void anOperatorCanAllowNetworks() {
        AddressRules rules = new AddressRules(List.of(Network.parse("10.1.0.0/16"), Network.parse("fd00::/8")));

        assertThat(rules.allow(InetAddress.ofLiteral("10.1.255.3"))).isTrue();
        assertThat(rules.allow(InetAddress.ofLiteral("10.2.0.3"))).isFalse();
        assertThat(rules.allow(InetAddress.ofLiteral("fd12::1"))).isTrue();
        assertThat(rules.allow(InetAddress.ofLiteral("fc12::1"))).isFalse();
        assertThat(Network.parse("10.1.2.3").contains(InetAddress.ofLiteral("10.1.2.4")))
                .isFalse();
        assertThat(Network.parse("::/0").contains(InetAddress.ofLiteral("10.1.2.4")))
                .isFalse();
        for (String wrong : List.of("10.1.0.0/33", "10.1.0.0/-1", "example.test", "", "10.1.0.0/x")) {
            assertThatThrownBy(() -> Network.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aNameIsJudgedByWhatItResolvesTo() throws UnknownHostException {
        CheckedResolver open =
                new CheckedResolver(new AddressRules(List.of(Network.parse("127.0.0.0/8"), Network.parse("::1"))));
        CheckedResolver strict = new CheckedResolver(PUBLIC_ONLY);

        assertThat(open.resolve("localhost")).isNotEmpty();
        for (String host : List.of("localhost", "127.0.0.1", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]")) {
            assertThatThrownBy(() -> strict.resolve(host)).as(host).isInstanceOf(UnknownHostException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/path",
                "//host/path",
                "ftp://app.example.test/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https:app",
                "https://",
                "https://user:pw@app.example.test/",
                "https://app.example.test/#x",
                "https://app.example.test:0/",
                "https://app.example.test:70000/",
                "https://app.example.test/ x",
                "https://a_b.example.test/",
                "https://app.example.test\r\nHost: x/"
            })
    void whatIsNoAddressOfTheWebIsRefused(String text) {
        assertThat(WebAddress.parse(text)).isEmpty();
    }

    @Test
    void anAddressHasAHostAndAnOrigin() {
        WebAddress address =
                WebAddress.parse("HTTPS://App.Example.test:8443/x?secret=1").orElseThrow();

        assertThat(address.host()).isEqualTo("app.example.test");
        assertThat(address.origin()).isEqualTo("https://app.example.test:8443");
        assertThat(address.toString()).doesNotContain("secret");
        assertThat(WebAddress.parse("https://app.example.test/" + "x".repeat(2_000)))
                .isEmpty();
    }
}
