package io.seedpod.model.tracker.udp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The texts that were read last: peers say the same at each announce, and so do all of one node,
/// so that it need not be made anew each time. 1,024 texts of at most 255 characters.
///
/// Several threads may use it: texts never change, and where two race for a place, one of them is
/// made again some other time.
final class RecentTexts {
    private static final int PLACES = 1_024;

    /// Texts that are much alike hash much alike; by the golden ratio they come far apart.
    private static final int SPREAD = 0x9E3779B9;

    private final @Nullable String[] places = new String[PLACES];

    /// The text of bytes in UTF-8.
    ///
    /// @param length in [0, 255]
    String of(ByteBuffer packet, int from, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            byte letter = packet.get(from + i);
            if (letter < 0) {
                return made(packet, from, length);
            }
            hash = 31 * hash + letter;
        }
        // Two places side by side, of which the first is the later one; 512 such pairs.
        int place = ((hash * SPREAD) >>> 23) * 2;
        var first = places[place];
        if (first != null && is(first, packet, from, length)) {
            return first;
        }
        var second = places[place + 1];
        if (second != null && is(second, packet, from, length)) {
            return second;
        }
        var text = made(packet, from, length);
        places[place + 1] = first;
        places[place] = text;
        return text;
    }

    private static boolean is(String text, ByteBuffer packet, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != packet.get(from + i)) {
                return false;
            }
        }
        return true;
    }

    private static String made(ByteBuffer packet, int from, int length) {
        var bytes = new byte[length];
        packet.get(from, bytes);
        return new String(bytes, UTF_8);
    }
}
