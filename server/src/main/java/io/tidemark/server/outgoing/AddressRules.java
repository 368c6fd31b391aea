package io.tidemark.server.outgoing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses the server calls when somebody else named the host: public ones, and those of networks that
/// the operator allowed. Everything that could lead into the machine, its network or its cloud's own services
/// is refused. Immutable.
///
/// @param allowed networks that are called although they are not public
public record AddressRules(List<Network> allowed) {
    /// Of IPv4 (RFC 6890 and the IANA registry of special addresses): this network, private, shared by
    /// carriers, loopback, link-local (there clouds keep their metadata), protocol assignments, documentation,
    /// 6to4 relays, benchmarks, multicast, reserved, broadcast.
    private static final List<Network> SPECIAL = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /// Of IPv6 only this range is public at all (RFC 4291): loopback, unspecified, link-local, unique local,
    /// multicast, IPv4-mapped and NAT64 addresses are outside.
    private static final Network PUBLIC_V6 = Network.parse("2000::/3");

    /// Inside of it: protocol assignments with Teredo, documentation, and 6to4, which carries any IPv4 address.
    private static final List<Network> SPECIAL_V6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    public AddressRules {
        allowed = List.copyOf(allowed);
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }

    /// Whether the server calls this address.
    public boolean allow(InetAddress address) {
        if (allowed.stream().anyMatch(network -> network.contains(address))) {
            return true;
        }
        return address instanceof Inet4Address
                ? SPECIAL.stream().noneMatch(network -> network.contains(address))
                : PUBLIC_V6.contains(address) && SPECIAL_V6.stream().noneMatch(network -> network.contains(address));
    }
}
