package io.seedpod.model.id;

import java.util.Optional;
import java.util.OptionalInt;

/// Address literals: dotted IPv4, and IPv6 as RFC 4291 reads it and RFC 5952 writes it.
final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    static long number(byte[] source, int offset, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = (value << 8) | (source[offset + i] & 0xff);
        }
        return value;
    }

    static void number(long value, byte[] target, int offset, int length) {
        for (int i = 0; i < length; i++) {
            target[offset + i] = (byte) (value >>> (8 * (length - 1 - i)));
        }
    }

    static String v4(int address) {
        return (address >>> 24)
                + "."
                + ((address >>> 16) & 0xff)
                + '.'
                + ((address >>> 8) & 0xff)
                + '.'
                + (address & 0xff);
    }

    /// Lower case, the longest run of two or more zero groups (the first of equals) as `::`.
    static String v6(long high, long low) {
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && group(high, low, end) == 0) {
                end++;
            }
            if (end - i > runLength) {
                runStart = i;
                runLength = end - i;
            }
            i = Math.max(i, end);
        }
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(high, low, i)));
        }
        return text.toString();
    }

    private static int group(long high, long low, int index) {
        return (int) ((index < 4 ? high : low) >>> (16 * (3 - index % 4))) & 0xffff;
    }

    static Optional<PeerEndpoint> parse(String literal) {
        int colon = literal.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        var port = decimal(literal.substring(colon + 1), 0xffff, true);
        if (port.isEmpty()) {
            return Optional.empty();
        }
        String address = literal.substring(0, colon);
        if (address.startsWith("[") && address.endsWith("]")) {
            return parseV6(address.substring(1, address.length() - 1), port.getAsInt());
        }
        var v4 = parseV4(address);
        return v4.isPresent()
                ? Optional.of(new PeerEndpoint.V4(v4.getAsInt(), port.getAsInt()))
                : Optional.empty();
    }

    private static OptionalInt parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return OptionalInt.empty();
        }
        int address = 0;
        for (String part : parts) {
            var octet = decimal(part, 0xff, false);
            if (octet.isEmpty()) {
                return OptionalInt.empty();
            }
            address = (address << 8) | octet.getAsInt();
        }
        return OptionalInt.of(address);
    }

    private static Optional<PeerEndpoint> parseV6(String text, int port) {
        int gap = text.indexOf("::");
        var head = new int[GROUPS];
        if (gap < 0) {
            return groups(text, head) == GROUPS
                    ? Optional.of(endpoint(head, port))
                    : Optional.empty();
        }
        var tail = new int[GROUPS];
        int headLength = groups(text.substring(0, gap), head);
        int tailLength = groups(text.substring(gap + 2), tail);
        if (headLength < 0 || tailLength < 0 || headLength + tailLength >= GROUPS) {
            return Optional.empty();
        }
        System.arraycopy(tail, 0, head, GROUPS - tailLength, tailLength);
        return Optional.of(endpoint(head, port));
    }

    private static PeerEndpoint endpoint(int[] groups, int port) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = (high << 16) | groups[i];
            low = (low << 16) | groups[4 + i];
        }
        return PeerEndpoint.V6.orMapped(high, low, port);
    }

    /// Reads groups divided by `:` into `target`, the last two perhaps as dotted IPv4; their
    /// number, or -1.
    private static int groups(String text, int[] target) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            var v4 = i == parts.length - 1 ? parseV4(parts[i]) : OptionalInt.empty();
            if (count + (v4.isPresent() ? 2 : 1) > GROUPS) {
                return -1;
            }
            if (v4.isPresent()) {
                target[count++] = v4.getAsInt() >>> 16;
                target[count++] = v4.getAsInt() & 0xffff;
                continue;
            }
            int group = group(parts[i]);
            if (group < 0) {
                return -1;
            }
            target[count++] = group;
        }
        return count;
    }

    private static int group(String digits) {
        if (digits.isEmpty() || digits.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char character = digits.charAt(i);
            int digit = character < 128 ? Character.digit(character, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private static OptionalInt decimal(String digits, int maximum, boolean leadingZeros) {
        if (digits.isEmpty()
                || digits.length() > 5
                || (!leadingZeros && digits.length() > 1 && digits.charAt(0) == '0')) {
            return OptionalInt.empty();
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char character = digits.charAt(i);
            if (character < '0' || character > '9') {
                return OptionalInt.empty();
            }
            value = value * 10 + character - '0';
        }
        return value <= maximum ? OptionalInt.of(value) : OptionalInt.empty();
    }
}
