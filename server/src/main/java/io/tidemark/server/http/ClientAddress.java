package io.tidemark.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a client is. Immutable.
///
/// @param host its address; of an IPv6 address the network (the first 64 bits), since a client has as many of the rest
///     as it likes
/// @param secure whether the client's connection is encrypted
record ClientAddress(String host, boolean secure) {
    private static final int ADDRESS_LENGTH_MAX = 45;

    /// What the connection says, or, when it comes from a trusted proxy, what that says.
    ///
    /// @param forwardedFor all of `X-Forwarded-For`, joined: some proxies append to the client's line, some add one
    static ClientAddress of(
            String peer,
            boolean secure,
            String forwardedFor,
            Optional<String> forwardedProto,
            Set<String> trustedProxies) {
        if (!trustedProxies.contains(peer)) {
            return new ClientAddress(network(peer), secure);
        }
        // the last proxy appends, so what is left of the first address that nobody trusts was written by the client
        List<String> hops = Arrays.stream(forwardedFor.split(","))
                .map(String::strip)
                .filter(hop -> !hop.isEmpty())
                .toList()
                .reversed();
        String host = hops.stream()
                .filter(hop -> !trustedProxies.contains(hop))
                .findFirst()
                .orElse(peer);
        return new ClientAddress(
                network(host), forwardedProto.map("https"::equalsIgnoreCase).orElse(secure));
    }

    private static String network(String host) {
        if (host.length() > ADDRESS_LENGTH_MAX) {
            return "unreadable";
        }
        if (host.indexOf(':') < 0) {
            return host;
        }
        try {
            return InetAddress.ofLiteral(host) instanceof Inet6Address address
                    ? "%02x%02x:%02x%02x:%02x%02x:%02x%02x::/64".formatted(boxed(address.getAddress()))
                    : host;
        } catch (IllegalArgumentException e) {
            return "unreadable";
        }
    }

    private static Object[] boxed(byte[] address) {
        Object[] first = new Object[8];
        for (int i = 0; i < first.length; i++) {
            first[i] = address[i];
        }
        return first;
    }
}
