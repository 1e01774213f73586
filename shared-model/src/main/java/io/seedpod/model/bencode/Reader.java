package io.seedpod.model.bencode;

import io.seedpod.model.bencode.BencodeException.Problem;
import java.util.ArrayList;
import java.util.List;

/// Reads one document of bencode by recursive descent, no deeper than the limits allow.
final class Reader {
    private final byte[] bytes;
    private final boolean cut;
    private final BencodeLimits limits;
    private int position;
    private int values;

    /// `cut` says that the limit on length, not the input, ends the bytes. The array is kept by the
    /// values read.
    Reader(byte[] bytes, boolean cut, BencodeLimits limits) {
        this.bytes = bytes;
        this.cut = cut;
        this.limits = limits;
    }

    int position() {
        return position;
    }

    BValue value(int depth) throws BencodeException {
        if (++values > limits.maxValues()) {
            throw fault(Problem.TOO_MANY_VALUES, "more than " + limits.maxValues() + " values");
        }
        byte mark = peek();
        return switch (mark) {
            case 'i' -> integer();
            case 'l' -> list(depth);
            case 'd' -> dictionary(depth);
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> string();
            default ->
                    throw fault(
                            Problem.MALFORMED,
                            "byte 0x%02x begins no value".formatted(mark & 0xff));
        };
    }

    private BInteger integer() throws BencodeException {
        position++;
        long value = number('e');
        return new BInteger(value);
    }

    private BString string() throws BencodeException {
        int at = position;
        long length = number(':');
        if (length > bytes.length - position) {
            if (cut) {
                throw tooLong();
            }
            position = at;
            throw fault(
                    length > Integer.MAX_VALUE ? Problem.NUMBER_TOO_LARGE : Problem.TRUNCATED,
                    "string of " + length + " bytes in a document of " + bytes.length);
        }
        int start = position;
        position += (int) length;
        return new BString(bytes, start, position);
    }

    private BList list(int depth) throws BencodeException {
        enter(depth);
        var elements = new ArrayList<BValue>();
        while (peek() != 'e') {
            elements.add(value(depth + 1));
        }
        position++;
        return new BList(elements);
    }

    private BDictionary dictionary(int depth) throws BencodeException {
        int start = position;
        enter(depth);
        var keys = new ArrayList<BString>();
        var elements = new ArrayList<BValue>();
        boolean sorted = true;
        while (peek() != 'e') {
            int at = position;
            if (peek() < '0' || peek() > '9') {
                throw fault(Problem.MALFORMED, "key is no string");
            }
            BString key = string();
            if (!keys.isEmpty()) {
                sorted &= isAfter(keys.getLast(), key, at);
            }
            keys.add(key);
            elements.add(value(depth + 1));
        }
        position++;
        return sorted
                ? new BDictionary(keys, elements, bytes, start, position)
                : reordered(keys, elements, start);
    }

    private boolean isAfter(BString last, BString key, int at) throws BencodeException {
        int order = last.compareTo(key);
        if (order < 0) {
            return true;
        }
        if (order == 0) {
            throw duplicate(at);
        }
        if (limits.sortedKeys()) {
            position = at;
            throw fault(Problem.UNSORTED_KEYS, "keys are not sorted");
        }
        return false;
    }

    private BDictionary reordered(List<BString> keys, List<BValue> elements, int start)
            throws BencodeException {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < keys.size(); i++) {
            order.add(i);
        }
        order.sort((a, b) -> keys.get(a).compareTo(keys.get(b)));
        var sortedKeys = new ArrayList<BString>();
        var sortedElements = new ArrayList<BValue>();
        for (int index : order) {
            if (!sortedKeys.isEmpty() && sortedKeys.getLast().equals(keys.get(index))) {
                throw duplicate(start);
            }
            sortedKeys.add(keys.get(index));
            sortedElements.add(elements.get(index));
        }
        return new BDictionary(sortedKeys, sortedElements, bytes, start, position);
    }

    private BencodeException duplicate(int at) {
        position = at;
        return fault(Problem.DUPLICATE_KEY, "key occurs twice");
    }

    private void enter(int depth) throws BencodeException {
        if (depth >= limits.maxDepth()) {
            throw fault(
                    Problem.TOO_DEEP,
                    "more than " + limits.maxDepth() + " lists and dictionaries deep");
        }
        position++;
    }

    /// Reads `-?(0|[1-9][0-9]*)` and the byte that ends it. Only integers (ended by `e`) may be
    /// negative.
    private long number(char terminator) throws BencodeException {
        int start = position;
        boolean negative = terminator == 'e' && peek() == '-';
        if (negative) {
            position++;
        }
        int digits = position;
        long value = 0;
        while (peek() != terminator) {
            int digit = peek() - '0';
            if (digit < 0 || digit > 9) {
                throw fault(Problem.MALFORMED, "byte 0x%02x is no digit".formatted(peek() & 0xff));
            }
            // Counted downwards: the negative side of a long reaches one further.
            if (value < (Long.MIN_VALUE + digit) / 10) {
                throw fault(Problem.NUMBER_TOO_LARGE, "number beyond 64 bits");
            }
            value = value * 10 - digit;
            position++;
        }
        int length = position - digits;
        boolean leadingZero = length > 1 && bytes[digits] == '0';
        if (length == 0 || leadingZero || (negative && value == 0)) {
            position = start;
            throw fault(
                    Problem.MALFORMED, "number without digits, with a leading zero or minus zero");
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw fault(Problem.NUMBER_TOO_LARGE, "number beyond 64 bits");
        }
        position++;
        return negative ? value : -value;
    }

    private byte peek() throws BencodeException {
        if (position >= bytes.length) {
            throw cut ? tooLong() : fault(Problem.TRUNCATED, "bytes end within a value");
        }
        return bytes[position];
    }

    private BencodeException tooLong() {
        return fault(Problem.TOO_LONG, "longer than " + limits.maxLength() + " bytes");
    }

    private BencodeException fault(Problem problem, String message) {
        return new BencodeException(problem, position, message);
    }
}
