package io.tidemark.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private static final Set<String> PROXIES = Set.of("10.0.0.1", "10.0.0.2");

    @Test
    void aStrangersHeadersAreNotBelieved() {
        assertThat(of("192.0.2.7", false, "203.0.113.5", "https")).isEqualTo(new ClientAddress("192.0.2.7", false));
    }

    @Test
    void behindProxiesTheLastAddressThatIsNoProxyCounts() {
        assertThat(of("10.0.0.1", false, "198.51.100.9, 203.0.113.5, 10.0.0.2", "https"))
                .isEqualTo(new ClientAddress("203.0.113.5", true));
    }

    @Test
    void aProxyThatSaysNothingIsTheClient() {
        assertThat(of("10.0.0.1", true, "", null)).isEqualTo(new ClientAddress("10.0.0.1", true));
    }

    @Test
    void aTrustedProxyCanSayThatTheClientDidNotUseTls() {
        assertThat(of("10.0.0.1", true, "203.0.113.5", "http").secure()).isFalse();
    }

    @Test
    void ofAnIpv6AddressTheNetworkCounts() {
        assertThat(of("2001:db8:1:2:3:4:5:6", false, "", null).host()).isEqualTo("2001:0db8:0001:0002::/64");
        assertThat(of("2001:db8:1:2:ffff::1", false, "", null).host()).isEqualTo("2001:0db8:0001:0002::/64");
    }

    @Test
    void nonsenseFromAProxyDoesNotGrow() {
        assertThat(of("10.0.0.1", false, "x".repeat(10_000), null).host()).isEqualTo("unreadable");
        assertThat(of("10.0.0.1", false, "a:b:c", null).host()).isEqualTo("unreadable");
    }

    private static ClientAddress of(String peer, boolean secure, String forwardedFor, String proto) {
        return ClientAddress.of(peer, secure, forwardedFor, Optional.ofNullable(proto), PROXIES);
    }
}
