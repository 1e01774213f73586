package io.seedpod.model.id;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// The name under which the tracker's catalogue keeps a torrent.
///
/// 1 to 255 bytes of UTF-8 in Unicode's form NFC; no control characters, no `/`, neither `.` nor
/// `..`, and nothing that reads as an infohash, so that a name is never mistaken for one.
public record CatalogueName(String text) implements Comparable<CatalogueName> {
    /// Longest name, in bytes of UTF-8.
    public static final int MAX_BYTES = 255;

    /// Wants a name that `parse` would return as it is.
    public CatalogueName {
        String why = fault(text);
        if (!why.isEmpty()) {
            throw new IllegalArgumentException(why);
        }
    }

    /// Normalises what a person or a packet says to NFC and refuses what cannot be a name.
    public static CatalogueName parse(String said) throws InvalidNameException {
        // Normalising is not linear in hostile text: look at the length first. NFC shrinks text to
        // a third at most.
        String text =
                said.length() > 3 * MAX_BYTES
                        ? said
                        : Normalizer.normalize(said, Normalizer.Form.NFC);
        String why = fault(text);
        if (!why.isEmpty()) {
            throw new InvalidNameException(why);
        }
        return new CatalogueName(text);
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(CatalogueName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static String fault(String text) {
        if (text.isEmpty()) {
            return "name is empty (expected: 1 to 255 bytes)";
        }
        if (text.length() > MAX_BYTES) {
            return "name too long: " + text.length() + " characters (expected: at most 255 bytes)";
        }
        int length;
        try {
            length = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
        } catch (CharacterCodingException _) {
            return "name is not Unicode text: it has half a surrogate pair";
        }
        if (length > MAX_BYTES) {
            return "name too long: " + length + " bytes (expected: at most 255)";
        }
        int control = text.codePoints().filter(Character::isISOControl).findFirst().orElse(-1);
        if (control >= 0) {
            return "name has the control character U+%04X".formatted(control);
        }
        if (text.indexOf('/') >= 0) {
            return "name has a slash: " + text;
        }
        if (text.equals(".") || text.equals("..")) {
            return "name is reserved: " + text;
        }
        if (InfoHash.parse(text).isPresent()) {
            return "name reads as an infohash: " + text;
        }
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? ""
                : "name is not in Unicode's form NFC";
    }
}
