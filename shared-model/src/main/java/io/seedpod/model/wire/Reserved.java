package io.seedpod.model.wire;

/// The 8 reserved bytes of a handshake, big-endian: which extensions its sender speaks. Bits we do
/// not know are kept.
public record Reserved(long bits) {
    /// Byte 5, `0x10`: extension protocol (BEP 10).
    private static final long EXTENSION_PROTOCOL = 0x10L << 16;

    /// Byte 7, `0x04`: fast extension (BEP 6).
    private static final long FAST = 0x04L;

    /// Byte 7, `0x01`: DHT (BEP 5).
    private static final long DHT = 0x01L;

    /// Byte 7, `0x10`: a v1 handshake for a hybrid may be answered with its v2 infohash (BEP 52).
    private static final long V2 = 0x10L;

    /// What our peers say: extension protocol and fast extension.
    public static final Reserved OURS = new Reserved(EXTENSION_PROTOCOL | FAST);

    /// No extension.
    public static final Reserved NONE = new Reserved(0);

    public boolean extensionProtocol() {
        return (bits & EXTENSION_PROTOCOL) != 0;
    }

    public boolean fast() {
        return (bits & FAST) != 0;
    }

    /// Whether its sender knows the torrent's v2 half, too, and takes an answer for that.
    public boolean v2() {
        return (bits & V2) != 0;
    }

    /// The same with the bit that offers v2.
    public Reserved withV2() {
        return new Reserved(bits | V2);
    }

    public boolean dht() {
        return (bits & DHT) != 0;
    }
}
