package io.seedpod.model.tracker.udp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.seedpod.model.id.InvalidNameException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/// Texts of at most 255 bytes in a row, each led by its length in one byte. UTF-8.
final class ShortTexts {
    private static final int MAX_LENGTH = 255;

    private final ByteBuffer packet;
    private int at;

    ShortTexts(ByteBuffer packet, int at) {
        this.packet = packet;
        this.at = at;
    }

    /// The next text; refused if the packet ends within it or it is not UTF-8.
    String next(String what) throws InvalidNameException {
        int length = at < packet.limit() ? packet.get(at) & 0xFF : 0;
        if (at + 1 + length > packet.limit()) {
            throw new InvalidNameException(what + " longer than the packet: " + length + " bytes");
        }
        var bytes = packet.slice(at + 1, length);
        at += 1 + length;
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) {
            throw new InvalidNameException(what + " is not UTF-8");
        }
    }

    /// The 64-bit number behind the texts; 0 if the packet ends before it does.
    long trailer() {
        return at + Long.BYTES <= packet.limit() ? packet.getLong(at) : 0;
    }

    static int length(String first, String second) {
        return 2 + bytes(first).length + bytes(second).length;
    }

    static void write(ByteBuffer target, String first, String second) {
        for (var text : new String[] {first, second}) {
            var bytes = bytes(text);
            target.put((byte) bytes.length).put(bytes);
        }
    }

    private static byte[] bytes(String text) {
        var bytes = text.getBytes(UTF_8);
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "text too long: " + bytes.length + " bytes (expected: <= 255)");
        }
        return bytes;
    }
}
