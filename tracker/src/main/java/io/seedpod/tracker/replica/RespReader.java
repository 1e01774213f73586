package io.seedpod.tracker.replica;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Reads replies (RESP 2) from bytes that come in pieces of any length.
///
/// ```
/// +word CRLF   -reason CRLF   :number CRLF
/// $length CRLF bytes CRLF     length -1: nothing
/// *count CRLF replies         count -1: nothing
/// ```
///
/// Whoever answers, what is kept is bounded: a line, the bytes and the values of a reply and how
/// deep they are nested. Nothing is allocated for what was only promised. Each byte is looked at
/// once.
final class RespReader {
    static final int MAX_LINE = 16_384;

    /// Of all strings of a reply together: a `.torrent` as large as can be, or 20 entries of each
    /// stream.
    static final int MAX_BYTES = 32 << 20;

    static final int MAX_VALUES = 65_536;
    static final int MAX_DEPTH = 8;

    private static final String KINDS = "+-:$*";
    private static final int FIRST_ROOM = 8_192;
    private static final int NO_BYTES = -1;

    private final Queue<Reply> ready = new ArrayDeque<>();

    /// Arrays that are not all there yet, the innermost first.
    private final Deque<Array> open = new ArrayDeque<>();

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    // The bytes that are coming in: how many there will be, and how many there are; with CRLF.
    private int length = NO_BYTES;
    private int received;
    private byte[] bytes = new byte[0];

    // Of the reply that is coming in.
    private int bytesPromised;
    private int valuesPromised;

    /// What came cannot be a reply, or is more than there can be.
    static final class NoReply extends Exception {
        private static final long serialVersionUID = 1L;

        NoReply(String message) {
            super(message, null, false, false);
        }
    }

    private record Array(int count, List<Reply> values) {}

    /// The next whole reply; null while there is none.
    @Nullable Reply poll() {
        return ready.poll();
    }

    /// After a failure nothing more can be read.
    void add(byte[] more) throws NoReply {
        for (int at = 0; at < more.length; ) {
            at = length == NO_BYTES ? onLineBytes(more, at) : onStringBytes(more, at);
        }
    }

    private int onLineBytes(byte[] more, int from) throws NoReply {
        if (line.size() == 0 && KINDS.indexOf(more[from]) < 0) {
            throw new NoReply("no reply of a Redis: byte " + more[from]);
        }
        int end = from;
        while (end < more.length && more[end] != '\n') {
            end++;
        }
        if (line.size() + end - from > MAX_LINE) {
            throw new NoReply("line of a reply too long (expected: <= " + MAX_LINE + " bytes)");
        }
        line.write(more, from, end - from);
        if (end == more.length) {
            return end;
        }
        byte[] whole = line.toByteArray();
        line.reset();
        onLine(whole);
        return end + 1;
    }

    private void onLine(byte[] whole) throws NoReply {
        if (whole.length < 2 || whole[whole.length - 1] != '\r') {
            throw new NoReply("line of a reply does not end in CRLF");
        }
        var text = new String(whole, 1, whole.length - 2, UTF_8);
        switch (whole[0]) {
            case '+' -> onReply(new Reply.Status(text));
            case '-' -> onReply(new Reply.Refusal(text));
            case ':' -> onReply(new Reply.Count(number(text)));
            case '$' -> onString(size(text, MAX_BYTES - bytesPromised, "bytes"));
            default -> onArray(size(text, MAX_VALUES - valuesPromised, "values"));
        }
    }

    private void onString(int promised) {
        if (promised < 0) {
            onReply(new Reply.Nothing());
            return;
        }
        length = promised;
        bytesPromised += promised;
        received = 0;
        bytes = new byte[Math.min(promised, FIRST_ROOM)];
    }

    private int onStringBytes(byte[] more, int from) throws NoReply {
        if (received < length) {
            int count = Math.min(length - received, more.length - from);
            if (received + count > bytes.length) {
                int room = (int) Math.min(length, Math.max(received + count, 2L * bytes.length));
                bytes = Arrays.copyOf(bytes, room);
            }
            System.arraycopy(more, from, bytes, received, count);
            received += count;
            return from + count;
        }
        if (more[from] != (received == length ? '\r' : '\n')) {
            throw new NoReply("string of a reply longer than promised: " + length + " bytes");
        }
        received++;
        if (received == length + 2) {
            var whole = bytes;
            length = NO_BYTES;
            bytes = new byte[0];
            onReply(new Reply.Bytes(whole));
        }
        return from + 1;
    }

    private void onArray(int count) throws NoReply {
        if (count <= 0) {
            onReply(count < 0 ? new Reply.Nothing() : new Reply.Many(List.of()));
        } else if (open.size() == MAX_DEPTH) {
            throw new NoReply("reply nested deeper than " + MAX_DEPTH);
        } else {
            valuesPromised += count;
            open.push(new Array(count, new ArrayList<>()));
        }
    }

    private void onReply(Reply reply) {
        var whole = reply;
        while (!open.isEmpty()) {
            var array = open.element();
            array.values.add(whole);
            if (array.values.size() < array.count) {
                return;
            }
            open.pop();
            whole = new Reply.Many(array.values);
        }
        bytesPromised = 0;
        valuesPromised = 0;
        ready.add(whole);
    }

    private static int size(String text, int most, String unit) throws NoReply {
        long size = number(text);
        if (size < -1 || size > most) {
            throw new NoReply(
                    "reply of " + size + " " + unit + " more (expected: -1 to " + most + ")");
        }
        return (int) size;
    }

    private static long number(String text) throws NoReply {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new NoReply("not a number in a reply: " + text.length() + " characters");
        }
    }
}
