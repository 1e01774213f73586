package io.seedpod.model.tracker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The part of a URL after `?`, its values as bytes: an infohash is not text. A `+` stands for
/// itself.
public final class HttpQuery {
    /// Longest query we read, in characters: room for a scrape of 74 infohashes.
    public static final int MAX_LENGTH = 8192;

    private static final int MAX_PARAMETERS = 128;
    private static final String HEX = "0123456789ABCDEF";

    // The bounds of each parameter: where its name begins and ends, where its value does. One array
    // and no copies: a tracker reads a query for each announce.
    private static final int BOUNDS = 4;
    private static final int USUAL_PARAMETERS = 16;

    private final String raw;
    private int[] bounds = new int[BOUNDS * USUAL_PARAMETERS];
    private int count;

    private HttpQuery(String raw) {
        this.raw = raw;
    }

    /// Reads a query as it stood in the request line, percent signs and all.
    public static HttpQuery parse(String rawQuery) throws HttpQueryException {
        if (rawQuery.length() > MAX_LENGTH) {
            throw new HttpQueryException(
                    "query too long: " + rawQuery.length() + " (expected: <= " + MAX_LENGTH + ")");
        }
        var query = new HttpQuery(rawQuery);
        query.readParameters();
        return query;
    }

    private void readParameters() throws HttpQueryException {
        int length = raw.length();
        int from = 0;
        int equals = -1;
        for (int at = 0; at <= length; at++) {
            char character = at == length ? '&' : raw.charAt(at);
            if (character == '&') {
                if (at > from) {
                    add(from, equals < 0 ? at : equals, at);
                }
                from = at + 1;
                equals = -1;
            } else if (character == '=') {
                equals = equals < 0 ? at : equals;
            } else if (character == '%') {
                if (digit(raw, at + 1, length) < 0 || digit(raw, at + 2, length) < 0) {
                    throw new HttpQueryException("broken percent sign in the query");
                }
            } else if (character > 0xFF) {
                throw new HttpQueryException("query is not ASCII");
            }
        }
    }

    private void add(int from, int equals, int end) throws HttpQueryException {
        if (count == MAX_PARAMETERS) {
            throw new HttpQueryException("too many parameters (expected: <= 128)");
        }
        int at = BOUNDS * count++;
        if (at == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * at);
        }
        bounds[at] = from;
        bounds[at + 1] = equals;
        bounds[at + 2] = Math.min(equals + 1, end);
        bounds[at + 3] = end;
    }

    /// Where the bounds of the first parameter of this name from `at` on are, -1 if there is none.
    private int find(String name, int at) {
        for (int here = at; here < BOUNDS * count; here += BOUNDS) {
            if (isNamed(here, name)) {
                return here;
            }
        }
        return -1;
    }

    private boolean isNamed(int at, String name) {
        int from = bounds[at];
        int length = bounds[at + 1] - from;
        return length == name.length()
                ? raw.startsWith(name, from)
                : length > name.length()
                        && raw.indexOf('%', from, from + length) >= 0
                        && new String(decode(from, from + length), UTF_8).equals(name);
    }

    private byte[] value(int at) {
        return decode(bounds[at + 2], bounds[at + 3]);
    }

    /// The first value of a parameter.
    public Optional<byte[]> bytes(String name) {
        int at = find(name, 0);
        return at < 0 ? Optional.empty() : Optional.of(value(at));
    }

    /// All values of a parameter, in order.
    public List<byte[]> all(String name) {
        var values = new ArrayList<byte[]>();
        for (int at = find(name, 0); at >= 0; at = find(name, at + BOUNDS)) {
            values.add(value(at));
        }
        return values;
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
        int at = find(name, 0);
        if (at < 0) {
            return absent;
        }
        try {
            int from = bounds[at + 2];
            int end = bounds[at + 3];
            boolean plain = raw.indexOf('%', from, end) < 0;
            return plain
                    ? Long.parseLong(raw, from, end, 10)
                    : Long.parseLong(new String(value(at), UTF_8));
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

    /// What stands in `[from, end)`, where each percent sign has been seen to be whole.
    private byte[] decode(int from, int end) {
        var bytes = new byte[end - from];
        int length = 0;
        for (int at = from; at < end; at++) {
            char character = raw.charAt(at);
            if (character == '%') {
                bytes[length++] = (byte) (digit(raw, at + 1, end) << 4 | digit(raw, at + 2, end));
                at += 2;
            } else {
                bytes[length++] = (byte) character;
            }
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private static int digit(String raw, int at, int end) {
        return at < end && raw.charAt(at) < 0x80 ? Character.digit(raw.charAt(at), 16) : -1;
    }
}
