package io.seedpod.model.bencode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Where the writer puts its bytes.
final class Sink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void mark(char character) {
        bytes.write(character);
    }

    void number(long value) {
        bytes.writeBytes(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    void bytes(byte[] source, int start, int end) {
        bytes.write(source, start, end - start);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
