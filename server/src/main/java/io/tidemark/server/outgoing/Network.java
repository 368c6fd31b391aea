package io.tidemark.server.outgoing;

import java.net.InetAddress;
import java.util.HexFormat;

/// A range of addresses: those that begin with the same bits. Immutable.
///
/// @param address the bits, in hexadecimal digits: 8 of IPv4 or 32 of IPv6
/// @param bits how many of them count
public record Network(String address, int bits) {
    /// Reads `10.1.0.0/16` or `fd00::/8`; an address alone is a network of one.
    ///
    /// @throws IllegalArgumentException when it is none
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = InetAddress.ofLiteral((slash < 0 ? text : text.substring(0, slash)).strip())
                .getAddress();
        int most = address.length * Byte.SIZE;
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1).strip());
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("a network has from none to all of its address's bits");
        }
        return new Network(HexFormat.of().formatHex(address), bits);
    }

    /// Whether an address is in it; never, when it is of the other version of IP.
    public boolean contains(InetAddress candidate) {
        byte[] mine = HexFormat.of().parseHex(address);
        byte[] other = candidate.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
