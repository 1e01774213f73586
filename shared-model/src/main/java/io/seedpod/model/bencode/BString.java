package io.seedpod.model.bencode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A string of bytes, `4:spam`. Orders as unsigned bytes, as dictionary keys do.
public final class BString implements BValue, Comparable<BString> {
    /// May be shared with other values of the same document; never written.
    private final byte[] whole;

    private final int start;
    private final int end;

    BString(byte[] whole, int start, int end) {
        this.whole = whole;
        this.start = start;
        this.end = end;
    }

    public static BString of(byte[] bytes) {
        return new BString(bytes.clone(), 0, bytes.length);
    }

    /// The UTF-8 bytes of a text.
    public static BString of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new BString(bytes, 0, bytes.length);
    }

    public int length() {
        return end - start;
    }

    /// A copy of the bytes.
    public byte[] bytes() {
        return Arrays.copyOfRange(whole, start, end);
    }

    /// A read-only view of the bytes.
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(whole, start, length()).slice().asReadOnlyBuffer();
    }

    /// The text in UTF-8; what is not UTF-8 becomes U+FFFD.
    public String text() {
        return new String(whole, start, length(), StandardCharsets.UTF_8);
    }

    /// The text if the bytes are UTF-8, otherwise empty.
    public Optional<String> strictText() {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer()).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    void write(Sink sink) {
        sink.bytes(whole, start, end);
    }

    @Override
    public String kind() {
        return "string";
    }

    @Override
    public int compareTo(BString other) {
        return Arrays.compareUnsigned(whole, start, end, other.whole, other.start, other.end);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BString string
                && Arrays.equals(whole, start, end, string.whole, string.start, string.end);
    }

    @Override
    public int hashCode() {
        return buffer().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
