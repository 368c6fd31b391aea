package io.tidemark.server.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/// Finds the addresses of a host, and gives only those that may be called. The connection is made to exactly
/// what is given here: a name that resolves to something else a moment later gains nothing. Thread-safe.
///
/// @param rules which addresses may be called
record CheckedResolver(AddressRules rules) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] allowed =
                Stream.of(InetAddress.getAllByName(host)).filter(rules::allow).toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new ForbiddenAddressException();
        }
        return allowed;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /// The host has no address that may be called.
    static final class ForbiddenAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;
    }
}
