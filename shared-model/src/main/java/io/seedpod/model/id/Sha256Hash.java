package io.seedpod.model.id;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// A SHA-256 sum, 32 bytes, big-endian: the v2 infohash of a torrent, or a node of a file's merkle
/// tree (BEP 52).
public record Sha256Hash(long first, long second, long third, long fourth) {
    /// Bytes of a sum.
    public static final int LENGTH = 32;

    /// No sum of anything: what stands for blocks after a file's end.
    public static final Sha256Hash ZERO = new Sha256Hash(0, 0, 0, 0);

    /// Reads 32 bytes from `offset` on.
    public static Sha256Hash read(byte[] source, int offset) {
        return read(ByteBuffer.wrap(source, offset, LENGTH));
    }

    /// Reads at the position of a big-endian buffer and advances it by 32.
    public static Sha256Hash read(ByteBuffer source) {
        return new Sha256Hash(
                source.getLong(), source.getLong(), source.getLong(), source.getLong());
    }

    /// The sum of these bytes.
    public static Sha256Hash of(byte[] bytes) {
        try {
            return read(MessageDigest.getInstance("SHA-256").digest(bytes), 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /// A sum written as 64 hexadecimal digits, in either case; empty for anything else.
    public static Optional<Sha256Hash> parse(String text) {
        if (text.length() != 2 * LENGTH || !text.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        return Optional.of(read(HexFormat.of().parseHex(text), 0));
    }

    public byte[] bytes() {
        var bytes = new byte[LENGTH];
        write(ByteBuffer.wrap(bytes));
        return bytes;
    }

    /// Writes at the position of a big-endian buffer and advances it by 32.
    public void write(ByteBuffer target) {
        target.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    /// The first 20 bytes: a v2 infohash where trackers and handshakes have room for no more.
    public InfoHash truncated() {
        return new InfoHash(first, second, (int) (third >>> 32));
    }

    /// 64 lower-case hexadecimal digits.
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    @Override
    public String toString() {
        return hex();
    }
}
