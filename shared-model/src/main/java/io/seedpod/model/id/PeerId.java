package io.seedpod.model.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/// What a peer calls itself: 20 bytes, by custom `-XXvvvv-` and 12 random ones (BEP 20).
public record PeerId(long high, long middle, int low) {
    /// Bytes of a peer id.
    public static final int LENGTH = TwentyBytes.LENGTH;

    /// How our own ids begin: client `KP`, version 0.1.0.0.
    public static final String OUR_PREFIX = "-KP0100-";

    private static final long OUR_HIGH =
            ByteBuffer.wrap(OUR_PREFIX.getBytes(StandardCharsets.US_ASCII)).getLong();
    private static final int CLIENT_BITS = 40;

    public static PeerId of(byte[] twenty) {
        TwentyBytes.requireLength(twenty, "peer id");
        return read(twenty, 0);
    }

    public static PeerId read(byte[] source, int offset) {
        return read(ByteBuffer.wrap(source, offset, LENGTH));
    }

    /// Reads at the buffer's position and advances it by 20.
    public static PeerId read(ByteBuffer source) {
        long high = TwentyBytes.longOf(source);
        long middle = TwentyBytes.longOf(source);
        return new PeerId(high, middle, TwentyBytes.intOf(source));
    }

    /// A fresh id of ours.
    public static PeerId ours(RandomGenerator random) {
        return new PeerId(OUR_HIGH, random.nextLong(), random.nextInt());
    }

    /// Begins with `-KP`: a SeedPod of any version.
    public boolean isOurs() {
        return high >>> CLIENT_BITS == OUR_HIGH >>> CLIENT_BITS;
    }

    public byte[] bytes() {
        return TwentyBytes.bytes(high, middle, low);
    }

    public void write(byte[] target, int offset) {
        TwentyBytes.write(high, middle, low, target, offset);
    }

    /// Writes at the buffer's position and advances it by 20.
    public void write(ByteBuffer target) {
        TwentyBytes.write(high, middle, low, target);
    }

    /// 40 lower-case hexadecimal digits.
    public String hex() {
        return TwentyBytes.hex(high, middle, low);
    }

    /// Client and version for people: `KP0100` of `-KP0100-…`; otherwise the first eight bytes, `.`
    /// for what cannot be printed. Safe for a terminal and a log.
    public String client() {
        var text = new StringBuilder();
        for (int shift = 56; shift >= 0; shift -= 8) {
            int character = (int) (high >>> shift) & 0xff;
            text.append(character > 32 && character < 127 ? (char) character : '.');
        }
        boolean azureus = text.charAt(0) == '-' && text.charAt(7) == '-';
        return azureus ? text.substring(1, 7) : text.toString();
    }

    @Override
    public String toString() {
        return hex();
    }
}
