package io.seedpod.model.tracker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The part of a URL after `?`, its values as bytes: an infohash is not text. A `+` stands for
/// itself.
public final class HttpQuery {
    /// Longest query we read, in characters: room for a scrape of 74 infohashes.
    public static final int MAX_LENGTH = 8192;

    private static final int MAX_PARAMETERS = 128;
    private static final String HEX = "0123456789ABCDEF";

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Parameter(String name, byte[] value) {}

    private final List<Parameter> parameters;

    private HttpQuery(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /// Reads a query as it stood in the request line, percent signs and all.
    public static HttpQuery parse(String rawQuery) throws HttpQueryException {
        if (rawQuery.length() > MAX_LENGTH) {
            throw new HttpQueryException(
                    "query too long: " + rawQuery.length() + " (expected: <= " + MAX_LENGTH + ")");
        }
        var parameters = new ArrayList<Parameter>();
        int from = 0;
        while (from < rawQuery.length()) {
            int end = rawQuery.indexOf('&', from);
            end = end < 0 ? rawQuery.length() : end;
            if (end > from) {
                parameters.add(parameter(rawQuery, from, end));
            }
            if (parameters.size() > MAX_PARAMETERS) {
                throw new HttpQueryException("too many parameters (expected: <= 128)");
            }
            from = end + 1;
        }
        return new HttpQuery(parameters);
    }

    /// The first value of a parameter.
    public Optional<byte[]> bytes(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name.equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /// All values of a parameter, in order.
    public List<byte[]> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name.equals(name))
                .map(Parameter::value)
                .toList();
    }

    public Optional<String> text(String name) {
        return bytes(name).map(value -> new String(value, UTF_8));
    }

    /// Whether a parameter stands there with the value `1`.
    public boolean isOne(String name) {
        return text(name).filter("1"::equals).isPresent();
    }

    /// A decimal number; `absent` if the parameter is missing.
    long number(String name, long absent) throws HttpQueryException {
        var text = text(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            return Long.parseLong(text.get());
        } catch (NumberFormatException _) {
            throw new HttpQueryException(name + " is not a number");
        }
    }

    /// Bytes with everything but letters, digits and `-._~` as `%XX`.
    static String encode(byte[] value) {
        var text = new StringBuilder(3 * value.length);
        for (byte octet : value) {
            int number = octet & 0xFF;
            boolean plain =
                    number < 0x80
                            && (Character.isLetterOrDigit(number) || "-._~".indexOf(number) >= 0);
            if (plain) {
                text.append((char) number);
            } else {
                text.append('%').append(HEX.charAt(number >>> 4)).append(HEX.charAt(number & 15));
            }
        }
        return text.toString();
    }

    private static Parameter parameter(String raw, int from, int end) throws HttpQueryException {
        int equals = raw.indexOf('=', from);
        return equals < 0 || equals >= end
                ? new Parameter(new String(decode(raw, from, end), UTF_8), new byte[0])
                : new Parameter(
                        new String(decode(raw, from, equals), UTF_8), decode(raw, equals + 1, end));
    }

    private static byte[] decode(String raw, int from, int end) throws HttpQueryException {
        var bytes = new ByteArrayOutputStream(end - from);
        for (int at = from; at < end; at++) {
            char character = raw.charAt(at);
            if (character == '%') {
                int high = digit(raw, at + 1, end);
                int low = digit(raw, at + 2, end);
                if (high < 0 || low < 0) {
                    throw new HttpQueryException("broken percent sign in the query");
                }
                bytes.write((high << 4) | low);
                at += 2;
            } else if (character > 0xFF) {
                throw new HttpQueryException("query is not ASCII");
            } else {
                bytes.write(character);
            }
        }
        return bytes.toByteArray();
    }

    private static int digit(String raw, int at, int end) {
        return at < end && raw.charAt(at) < 0x80 ? Character.digit(raw.charAt(at), 16) : -1;
    }
}
