package io.seedpod.model.webseed;

import java.util.Optional;
import java.util.regex.Pattern;

/// What part of a file an answer of 206 carries (RFC 9110, 14.4): `bytes 0-16383/1048576`.
///
/// @param first offset of the first byte
/// @param last offset of the last byte, inclusive
/// @param totalLength of the whole file, -1 if the server does not say
public record ContentRange(long first, long last, long totalLength) {
    private static final Pattern FORM =
            Pattern.compile("(?i)\\s*bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)\\s*");

    /// Reads the header's value; absent when it is none, or says what cannot be.
    public static Optional<ContentRange> parse(String value) {
        var matcher = FORM.matcher(value);
        if (value.length() > 100 || !matcher.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(matcher.group(1));
        long last = Long.parseLong(matcher.group(2));
        String total = matcher.group(3);
        long totalLength = total.equals("*") ? -1 : Long.parseLong(total);
        return first <= last && (totalLength < 0 || last < totalLength)
                ? Optional.of(new ContentRange(first, last, totalLength))
                : Optional.empty();
    }

    /// How many bytes that is.
    public long length() {
        return last - first + 1;
    }
}
