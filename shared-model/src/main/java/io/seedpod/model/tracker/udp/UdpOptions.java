package io.seedpod.model.tracker.udp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// The options after an announce (BEP 41): path and query of the tracker's address.
///
/// ```
/// offset  size  field
///      0     1  type     0 = end, 1 = nothing, 2 = part of path and query, else unknown
///      1     1  length   n; only for types of 2 and above
///      2     n  value    parts are joined
/// ```
final class UdpOptions {
    private static final int END = 0;
    private static final int NOTHING = 1;
    private static final int URL_DATA = 2;
    private static final int MAX_PART = 255;
    private static final RecentTexts RECENT = new RecentTexts();

    private UdpOptions() {}

    /// Path and query in `[from, to)`; empty if there is none. Whatever makes no sense ends the
    /// list: clients put other things there too.
    static String urlData(ByteBuffer packet, int from, int to) {
        if (from >= to || packet.get(from) == END) {
            return "";
        }
        int first = from + 1 < to && packet.get(from) == URL_DATA ? packet.get(from + 1) & 0xFF : 0;
        int behind = from + 2 + first;
        if (first > 0 && (behind == to || (behind < to && packet.get(behind) == END))) {
            return RECENT.of(packet, from + 2, first);
        }
        var data = new ByteArrayOutputStream(to - from);
        int at = from;
        while (at < to && packet.get(at) != END) {
            int type = packet.get(at++);
            if (type == NOTHING) {
                continue;
            }
            int length = at < to ? packet.get(at++) & 0xFF : 0;
            if (length > to - at) {
                break;
            }
            if (type == URL_DATA) {
                for (int i = 0; i < length; i++) {
                    data.write(packet.get(at + i));
                }
            }
            at += length;
        }
        return data.toString(UTF_8);
    }

    static byte[] encode(String urlData) {
        var data = urlData.getBytes(UTF_8);
        var options = new ByteArrayOutputStream();
        for (int at = 0; at < data.length; at += MAX_PART) {
            int length = Math.min(MAX_PART, data.length - at);
            options.write(URL_DATA);
            options.write(length);
            options.write(data, at, length);
        }
        return options.toByteArray();
    }
}
