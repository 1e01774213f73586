package io.seedpod.peer.cli.text;

/// Text of strangers on a terminal: nothing in it moves the cursor, and its width is counted in
/// columns, of which a Chinese character takes two and a combining accent none.
public final class Words {
    // First and last code point of what East Asian terminals and all others draw two columns wide.
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private Words() {}

    /// The text without control characters and without marks that turn the direction of writing.
    public static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]", "?");
    }

    /// Columns that the text takes.
    public static int width(String text) {
        return text.codePoints().map(Words::width).sum();
    }

    /// The text if it fits; else as much of its beginning as does, and an ellipsis.
    public static String fit(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        var fitting = new StringBuilder();
        var room = columns - 1;
        for (var point : text.codePoints().toArray()) {
            room -= width(point);
            if (room < 0) {
                break;
            }
            fitting.appendCodePoint(point);
        }
        return columns < 1 ? "" : fitting.append('…').toString();
    }

    private static int width(int point) {
        for (var range : WIDE) {
            if (point >= range[0] && point <= range[1]) {
                return 2;
            }
        }
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> 1;
        };
    }
}
