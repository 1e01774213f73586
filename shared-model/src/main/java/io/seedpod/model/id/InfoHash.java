package io.seedpod.model.id;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/// Hash of a torrent's info dictionary: SHA-1, 20 bytes, big-endian (BEP 3). Orders as unsigned
/// bytes.
public record InfoHash(long high, long middle, int low) implements Comparable<InfoHash> {
    /// Bytes of an infohash.
    public static final int LENGTH = TwentyBytes.LENGTH;

    private static final int HEX_LENGTH = 40;
    private static final int BASE32_LENGTH = 32;

    public static InfoHash of(byte[] twenty) {
        TwentyBytes.requireLength(twenty, "infohash");
        return read(twenty, 0);
    }

    public static InfoHash read(byte[] source, int offset) {
        return read(ByteBuffer.wrap(source, offset, LENGTH));
    }

    /// Reads at the buffer's position and advances it by 20.
    public static InfoHash read(ByteBuffer source) {
        long high = TwentyBytes.longOf(source);
        long middle = TwentyBytes.longOf(source);
        return new InfoHash(high, middle, TwentyBytes.intOf(source));
    }

    /// The infohash written as 40 hexadecimal or 32 base32 digits, in either case; empty for
    /// anything else.
    public static Optional<InfoHash> parse(String text) {
        return switch (text.length()) {
            case HEX_LENGTH -> digits(text, 4);
            case BASE32_LENGTH -> digits(text, 5);
            default -> Optional.empty();
        };
    }

    /// The SHA-1 of the bytes of an info dictionary, just as they were received.
    public static InfoHash ofInfo(byte[] infoBytes) {
        try {
            return of(MessageDigest.getInstance("SHA-1").digest(infoBytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-1", e);
        }
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

    @Override
    public int compareTo(InfoHash other) {
        int order = Long.compareUnsigned(high, other.high);
        if (order == 0) {
            order = Long.compareUnsigned(middle, other.middle);
        }
        return order == 0 ? Integer.compareUnsigned(low, other.low) : order;
    }

    // Written out: a tracker looks a swarm up by it for each announce, and what a record makes by
    // itself costs an executable several times as much.
    @Override
    public boolean equals(Object other) {
        return other instanceof InfoHash that
                && high == that.high
                && middle == that.middle
                && low == that.low;
    }

    @Override
    public int hashCode() {
        return (31 * Long.hashCode(high) + Long.hashCode(middle)) * 31 + low;
    }

    @Override
    public String toString() {
        return hex();
    }

    /// Reads digits of `bits` bits each; 40 of 4 and 32 of 5 both make 160.
    private static Optional<InfoHash> digits(String text, int bits) {
        var bytes = new byte[LENGTH];
        int pending = 0;
        int pendingBits = 0;
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = bits == 4 ? hexDigit(text.charAt(i)) : base32Digit(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            pending = (pending << bits) | digit;
            pendingBits += bits;
            if (pendingBits >= 8) {
                pendingBits -= 8;
                bytes[length++] = (byte) (pending >> pendingBits);
                pending &= (1 << pendingBits) - 1;
            }
        }
        return Optional.of(of(bytes));
    }

    /// Only ASCII counts: `Character.digit` would also take the digits of other scripts.
    private static int hexDigit(char character) {
        return character < 128 ? Character.digit(character, 16) : -1;
    }

    private static int base32Digit(char character) {
        if (character >= 'A' && character <= 'Z') {
            return character - 'A';
        }
        if (character >= 'a' && character <= 'z') {
            return character - 'a';
        }
        return character >= '2' && character <= '7' ? character - '2' + 26 : -1;
    }
}
