package io.seedpod.model.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/// Bytes for tests: written by hand, cut up and spoilt.
public final class Bytes {
    private Bytes() {}

    /// The bytes of hexadecimal fields, one argument each; spaces are for the reader.
    public static byte[] hex(String... fields) {
        return HexFormat.of().parseHex(String.join("", fields).replace(" ", ""));
    }

    /// A byte for each character, up to U+00FF.
    public static byte[] latin1(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /// A character for each byte.
    public static String latin1(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    public static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /// The same bytes in parts, empty and single ones among them.
    public static List<byte[]> split(byte[] bytes, RandomGenerator random) {
        var parts = new ArrayList<byte[]>();
        int longest = 1 + random.nextInt(Math.max(1, bytes.length));
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + random.nextInt(longest + 1));
            parts.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return parts;
    }

    /// Almost the same bytes: one changed, one left out, one put in, or cut short.
    public static byte[] spoil(byte[] bytes, RandomGenerator random) {
        int at = random.nextInt(bytes.length + 1);
        byte fresh =
                (byte)
                        (random.nextBoolean()
                                ? random.nextInt()
                                : "0123456789:dlei-".charAt(random.nextInt(16)));
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 ->
                    concat(
                            Arrays.copyOf(bytes, at),
                            new byte[] {fresh},
                            Arrays.copyOfRange(bytes, at, bytes.length));
            case 2 ->
                    concat(
                            Arrays.copyOf(bytes, at),
                            Arrays.copyOfRange(
                                    bytes, Math.min(at + 1, bytes.length), bytes.length));
            default -> {
                var changed = bytes.clone();
                if (at < changed.length) {
                    changed[at] = fresh;
                }
                yield changed;
            }
        };
    }
}
