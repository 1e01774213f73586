package io.seedpod.blackbox.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Bencode (BEP 3) as the tests speak it: longs, byte strings as Latin-1 text, lists, dictionaries.
///
/// Latin-1 keeps each byte one character, so any byte string passes through unharmed.
public final class Bencoding {
    private final byte[] source;
    private int position;

    private Bencoding(byte[] source) {
        this.source = source;
    }

    public static byte[] encode(Object value) {
        var target = new ByteArrayOutputStream();
        write(value, target);
        return target.toByteArray();
    }

    /// The dictionary that the bytes begin with.
    @SuppressWarnings("unchecked")
    public static Map<String, Object> decodeDictionary(byte[] bytes) {
        return (Map<String, Object>) new Bencoding(bytes).read();
    }

    /// Bytes as the text that stands for them here.
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// The bytes that a text stands for here.
    public static byte[] bytes(Object text) {
        return ((String) text).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void write(Object value, ByteArrayOutputStream target) {
        switch (value) {
            case Number number -> target.writeBytes(bytes("i" + number.longValue() + "e"));
            case String string -> target.writeBytes(bytes(string.length() + ":" + string));
            case List<?> list -> {
                target.write('l');
                list.forEach(element -> write(element, target));
                target.write('e');
            }
            case Map<?, ?> map -> {
                target.write('d');
                new TreeMap<Object, Object>(map)
                        .forEach(
                                (key, element) -> {
                                    write(key, target);
                                    write(element, target);
                                });
                target.write('e');
            }
            default -> throw new IllegalArgumentException("cannot encode " + value.getClass());
        }
    }

    private Object read() {
        return switch (source[position]) {
            case 'i' -> {
                position++;
                yield number('e');
            }
            case 'l' -> {
                position++;
                var list = new ArrayList<>();
                while (source[position] != 'e') {
                    list.add(read());
                }
                position++;
                yield list;
            }
            case 'd' -> {
                position++;
                var map = new TreeMap<String, Object>();
                while (source[position] != 'e') {
                    map.put((String) read(), read());
                }
                position++;
                yield map;
            }
            default -> {
                var length = (int) number(':');
                position += length;
                yield new String(source, position - length, length, StandardCharsets.ISO_8859_1);
            }
        };
    }

    private long number(char end) {
        var start = position;
        while (source[position] != end) {
            position++;
        }
        return Long.parseLong(
                new String(source, start, position++ - start, StandardCharsets.US_ASCII));
    }
}
