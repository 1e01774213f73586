package io.seedpod.tracker.logs;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/// Writes a log as one JSON object a line: `time` (ISO 8601, UTC), `level`, `logger`, `thread`,
/// `message`, and `error` with the stack trace if there is one. Whatever the text, a line is a
/// line and valid JSON. Safe for threads; writes at once.
public final class JsonLines extends Handler {
    private static final char FIRST_PRINTABLE = ' ';

    /// The message alone, its parameters put in.
    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

    private final OutputStream target;

    public JsonLines(OutputStream target) {
        this.target = target;
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        byte[] line = (format(ExtLogRecord.wrap(record)) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            // One write a line: lines of several threads do not mix.
            target.write(line);
            target.flush();
        } catch (IOException e) {
            reportError(null, e, ErrorManager.WRITE_FAILURE);
        }
    }

    static String format(ExtLogRecord record) {
        var line = new StringBuilder(256);
        line.append('{');
        put(line, "time", Instant.ofEpochMilli(record.getMillis()).toString());
        put(line, "level", String.valueOf(record.getLevel()));
        put(line, "logger", String.valueOf(record.getLoggerName()));
        put(line, "thread", String.valueOf(record.getThreadName()));
        put(line, "message", MESSAGE.format(record));
        var thrown = record.getThrown();
        if (thrown != null) {
            var trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            put(line, "error", trace.toString());
        }
        return line.append('}').toString();
    }

    private static void put(StringBuilder line, String key, String text) {
        line.append(line.length() == 1 ? "\"" : ",\"").append(key).append("\":\"");
        for (int i = 0; i < text.length(); i++) {
            putEscaped(line, text, i);
        }
        line.append('"');
    }

    /// Half a pair of surrogates is no character, and would be a question mark in UTF-8.
    private static void putEscaped(StringBuilder line, String text, int i) {
        char each = text.charAt(i);
        switch (each) {
            case '"' -> line.append("\\\"");
            case '\\' -> line.append("\\\\");
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                boolean mustEscape =
                        each < FIRST_PRINTABLE
                                || each == '\u2028'
                                || each == '\u2029'
                                || isHalf(text, i);
                if (mustEscape) {
                    line.append("\\u%04x".formatted((int) each));
                } else {
                    line.append(each);
                }
            }
        }
    }

    private static boolean isHalf(String text, int i) {
        char each = text.charAt(i);
        if (Character.isHighSurrogate(each)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(each)
                && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
