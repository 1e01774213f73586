package io.seedpod.tracker.replica;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Reads replies (RESP 2) from bytes that come in pieces of any length.
///
/// ```
/// +word CRLF   -reason CRLF   :number CRLF
/// $length CRLF bytes CRLF     length -1: nothing
/// *count CRLF replies         count -1: nothing
/// ```
final class RespReader {
    private static final int MAX_LENGTH = 64 << 20;
    private static final int MAX_COUNT = 1 << 20;
    private static final int MAX_DEPTH = 8;

    private ByteBuffer waiting = ByteBuffer.allocate(0);

    /// What came cannot be a reply.
    static final class NoReply extends Exception {
        private static final long serialVersionUID = 1L;

        NoReply(String message) {
            super(message, null, false, false);
        }
    }

    void add(byte[] more) {
        var joined = ByteBuffer.allocate(waiting.remaining() + more.length);
        waiting = joined.put(waiting).put(more).flip();
    }

    /// The next reply; null while it is not all there.
    @Nullable Reply poll() throws NoReply {
        int start = waiting.position();
        try {
            return read(0);
        } catch (BufferUnderflowException _) {
            waiting.position(start);
            return null;
        }
    }

    private Reply read(int depth) throws NoReply {
        if (depth > MAX_DEPTH) {
            throw new NoReply("reply nested deeper than " + MAX_DEPTH);
        }
        byte kind = waiting.get();
        return switch (kind) {
            case '+' -> new Reply.Status(line());
            case '-' -> new Reply.Refusal(line());
            case ':' -> new Reply.Count(number());
            case '$' -> bytes(size(MAX_LENGTH));
            case '*' -> many(size(MAX_COUNT), depth);
            default -> throw new NoReply("no reply of a Redis: byte " + kind);
        };
    }

    private Reply bytes(int length) {
        if (length < 0) {
            return new Reply.Nothing();
        }
        if (waiting.remaining() < length + 2) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[length];
        waiting.get(bytes).getShort();
        return new Reply.Bytes(bytes);
    }

    private Reply many(int count, int depth) throws NoReply {
        if (count < 0) {
            return new Reply.Nothing();
        }
        var values = new ArrayList<Reply>(Math.min(count, 1_024));
        for (int i = 0; i < count; i++) {
            values.add(read(depth + 1));
        }
        return new Reply.Many(values);
    }

    private int size(int most) throws NoReply {
        long size = number();
        if (size < -1 || size > most) {
            throw new NoReply("reply of size " + size + " (expected: -1 to " + most + ")");
        }
        return (int) size;
    }

    private long number() throws NoReply {
        String digits = line();
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw new NoReply("not a number in a reply: " + digits.length() + " characters");
        }
    }

    private String line() {
        int start = waiting.position();
        while (waiting.get() != '\n') {
            // Up to the end of the line.
        }
        int end = waiting.position() - 1;
        int length = end > start && waiting.get(end - 1) == '\r' ? end - 1 - start : end - start;
        var bytes = new byte[length];
        waiting.get(start, bytes);
        return new String(bytes, UTF_8);
    }
}
