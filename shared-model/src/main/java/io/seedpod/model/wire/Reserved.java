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

    public boolean dht() {
        return (bits & DHT) != 0;
    }
}
