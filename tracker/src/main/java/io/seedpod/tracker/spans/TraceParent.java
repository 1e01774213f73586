package io.seedpod.tracker.spans;

import java.util.Optional;
import java.util.regex.Pattern;

/// A span as those are told of it that belong to it (W3C Trace Context, header `traceparent`).
///
/// @param isSampled whether whoever began the trace wants it kept
public record TraceParent(long traceHigh, long traceLow, long span, boolean isSampled) {
    public static final String HEADER = "traceparent";

    /// Versions after the first may say more behind it.
    private static final Pattern FORM =
            Pattern.compile(
                    "([0-9a-f]{2})-([0-9a-f]{16})([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    /// Empty for what is none; it comes from strangers.
    public static Optional<TraceParent> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches() || form.group(1).equals("ff")) {
            return Optional.empty();
        }
        boolean isFirstVersion = form.group(1).equals("00");
        long high = Long.parseUnsignedLong(form.group(2), 16);
        long low = Long.parseUnsignedLong(form.group(3), 16);
        long span = Long.parseUnsignedLong(form.group(4), 16);
        boolean isSampled = (Integer.parseInt(form.group(5), 16) & 1) != 0;
        boolean isNone = (high | low) == 0 || span == 0;
        return isNone || (isFirstVersion && form.group(6) != null)
                ? Optional.empty()
                : Optional.of(new TraceParent(high, low, span, isSampled));
    }

    /// 32 hexadecimal digits.
    public String traceId() {
        return hex(traceHigh) + hex(traceLow);
    }

    /// 16 hexadecimal digits.
    public String spanId() {
        return hex(span);
    }

    static String hex(long bits) {
        return String.format("%016x", bits);
    }
}
