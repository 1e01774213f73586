package io.seedpod.model.id;

import java.util.Optional;

/// Where a peer listens: an IP address and a port in [0, 65535]. Never a host name.
public sealed interface PeerEndpoint {
    int port();

    /// The address, 4 or 16 bytes, big-endian.
    byte[] addressBytes();

    boolean isLoopback();

    /// The endpoint of 4 or 16 address bytes; an IPv4 address mapped into IPv6 (`::ffff:1.2.3.4`)
    /// becomes a `V4`.
    static PeerEndpoint of(byte[] address, int port) {
        return switch (address.length) {
            case 4 -> new V4((int) AddressText.number(address, 0, 4), port);
            case 16 ->
                    V6.orMapped(
                            AddressText.number(address, 0, 8),
                            AddressText.number(address, 8, 8),
                            port);
            default ->
                    throw new IllegalArgumentException(
                            "address of " + address.length + " bytes (expected: 4 or 16)");
        };
    }

    /// Reads `1.2.3.4:5` or `[::1]:5`; empty for anything else, host names among them.
    static Optional<PeerEndpoint> parse(String literal) {
        return AddressText.parse(literal);
    }

    private static void requirePort(int port) {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port + " (expected: 0 to 65535)");
        }
    }

    /// IPv4.
    record V4(int address, int port) implements PeerEndpoint {
        public V4 {
            requirePort(port);
        }

        @Override
        public byte[] addressBytes() {
            var bytes = new byte[4];
            AddressText.number(address, bytes, 0, 4);
            return bytes;
        }

        @Override
        public boolean isLoopback() {
            return address >>> 24 == 127;
        }

        @Override
        public String toString() {
            return AddressText.v4(address) + ':' + port;
        }
    }

    /// IPv6, without a scope.
    record V6(long high, long low, int port) implements PeerEndpoint {
        private static final long MAPPED = 0xffff;

        public V6 {
            requirePort(port);
        }

        static PeerEndpoint orMapped(long high, long low, int port) {
            return high == 0 && low >>> 32 == MAPPED
                    ? new V4((int) low, port)
                    : new V6(high, low, port);
        }

        @Override
        public byte[] addressBytes() {
            var bytes = new byte[16];
            AddressText.number(high, bytes, 0, 8);
            AddressText.number(low, bytes, 8, 8);
            return bytes;
        }

        @Override
        public boolean isLoopback() {
            return high == 0 && low == 1;
        }

        @Override
        public String toString() {
            return '[' + AddressText.v6(high, low) + "]:" + port;
        }
    }
}
