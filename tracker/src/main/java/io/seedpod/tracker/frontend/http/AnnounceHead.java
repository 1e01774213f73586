package io.seedpod.tracker.frontend.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// Recognises a plain announce among received bytes: `GET /announce?QUERY HTTP/1.1`, headers that
/// change nothing, an empty line. Whatever else stands there is not judged but left to a full
/// server: another path, a body, a header that means something to a server, a request that is not
/// there in full.
///
/// One thread; the last recognised request is what the accessors tell of.
final class AnnounceHead {
    private static final byte[] START = "GET /announce?".getBytes(US_ASCII);
    private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(US_ASCII);

    /// Of headers, those that change how a request is read or answered, lower case.
    private static final byte[][] MEANINGFUL = {
        "connection".getBytes(US_ASCII),
        "content-length".getBytes(US_ASCII),
        "transfer-encoding".getBytes(US_ASCII),
        "expect".getBytes(US_ASCII),
        "upgrade".getBytes(US_ASCII),
        "http2-settings".getBytes(US_ASCII),
        "range".getBytes(US_ASCII),
        "proxy-connection".getBytes(US_ASCII)
    };

    private static final byte[] CONNECTION = MEANINGFUL[0];
    private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(US_ASCII);
    private static final byte[] CLOSE = "close".getBytes(US_ASCII);

    private int queryFrom;
    private int queryTo;
    private int end;
    private boolean closing;

    /// Looks at the bytes in `[from, to)`.
    ///
    /// @return whether they begin with a whole plain announce
    boolean recognises(byte[] bytes, int from, int to) {
        if (!startsWith(bytes, from, to, START)) {
            return false;
        }
        queryFrom = from + START.length;
        queryTo = queryFrom;
        while (queryTo < to && bytes[queryTo] > ' ') {
            queryTo++;
        }
        if (!startsWith(bytes, queryTo, to, VERSION)) {
            return false;
        }
        closing = false;
        int at = queryTo + VERSION.length;
        while (at >= 0 && at < to && bytes[at] != '\r') {
            at = afterHeader(bytes, at, to);
        }
        end = at + 2;
        return at >= 0 && end <= to && bytes[at + 1] == '\n';
    }

    /// Where the next line begins, -1 if this one is not for us.
    private int afterHeader(byte[] bytes, int from, int to) {
        int colon = from;
        while (colon < to && isOfName(bytes[colon])) {
            colon++;
        }
        if (colon == from || colon == to || bytes[colon] != ':') {
            return -1;
        }
        int lineEnd = colon + 1;
        while (lineEnd < to && (bytes[lineEnd] >= ' ' || bytes[lineEnd] == '\t')) {
            lineEnd++;
        }
        boolean whole = lineEnd + 1 < to && bytes[lineEnd] == '\r' && bytes[lineEnd + 1] == '\n';
        if (!whole) {
            return -1;
        }
        return changesNothing(bytes, from, colon, lineEnd) ? lineEnd + 2 : -1;
    }

    private static boolean isOfName(byte octet) {
        return octet > ' ' && octet != ':' && octet < 0x7f;
    }

    private boolean changesNothing(byte[] bytes, int from, int colon, int lineEnd) {
        for (byte[] name : MEANINGFUL) {
            if (isText(bytes, from, colon, name)) {
                return Arrays.equals(name, CONNECTION) && isConnection(bytes, colon + 1, lineEnd);
            }
        }
        return true;
    }

    /// Whether a connection header says one of the two things we know.
    private boolean isConnection(byte[] bytes, int from, int to) {
        int first = from;
        int last = to;
        while (first < last && bytes[first] == ' ') {
            first++;
        }
        while (first < last && bytes[last - 1] == ' ') {
            last--;
        }
        boolean close = isText(bytes, first, last, CLOSE);
        closing |= close;
        return close || isText(bytes, first, last, KEEP_ALIVE);
    }

    /// @param lowerCase letters, digits and dashes
    private static boolean isText(byte[] bytes, int from, int to, byte[] lowerCase) {
        if (to - from != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            int octet = bytes[from + i];
            if (octet != lowerCase[i]
                    && (octet < 'A' || octet > 'Z' || (octet | 0x20) != lowerCase[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] start) {
        return to - from >= start.length
                && Arrays.equals(bytes, from, from + start.length, start, 0, start.length);
    }

    /// The query as it stands there.
    @SuppressWarnings("deprecation") // each byte is a character, and that is what we want
    String query(byte[] bytes) {
        return new String(bytes, 0, queryFrom, queryTo - queryFrom);
    }

    /// Where the next request begins.
    int end() {
        return end;
    }

    /// Whether the client wants the connection closed after the reply.
    boolean isClosing() {
        return closing;
    }
}
