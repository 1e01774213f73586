package io.seedpod.tracker.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final JsonLines lines = new JsonLines(written);

    private static ExtLogRecord record(String message) {
        var record = new ExtLogRecord(Level.INFO, message, JsonLinesTest.class.getName());
        record.setLoggerName("io.seedpod.x");
        return record;
    }

    private JsonObject published(ExtLogRecord record) {
        written.reset();
        lines.publish(record);
        String text = written.toString(StandardCharsets.UTF_8);
        assertTrue(text.endsWith("\n"));
        assertEquals(1, text.lines().count(), text);
        return new JsonObject(text);
    }

    @Test
    void aRecordIsAnObject() {
        var record = record("hello %s");
        record.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        record.setThreadName("loop-1");
        var json = published(record);
        assertEquals(Set.of("time", "level", "logger", "thread", "message"), json.fieldNames());
        assertEquals("2026-01-02T03:04:05.678Z", json.getString("time"));
        assertEquals("INFO", json.getString("level"));
        assertEquals("io.seedpod.x", json.getString("logger"));
        assertEquals("loop-1", json.getString("thread"));
        assertEquals("hello %s", json.getString("message"));
    }

    @Test
    void aStackTraceIsInTheLine() {
        var record = record("oh");
        record.setThrown(new IllegalStateException("say \"why\"\nand where"));
        var json = published(record);
        assertTrue(json.getString("error").contains("say \"why\"\nand where"));
        assertTrue(json.getString("error").contains("\tat "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\\\u0000\u001f\u007f",
                "a\r\nb\tc",
                "ü\u2028\u2029 \ud83d\ude00",
                "{}"
            })
    void anyTextComesBack(String text) {
        assertEquals(text, published(record(text)).getString("message"));
    }

    /// Also halves of surrogate pairs, which UTF-8 has no bytes for.
    @Test
    void randomTextComesBack() {
        var random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(20); j > 0; j--) {
                boolean half = random.nextInt(4) == 0;
                text.append((char) (half ? 0xd800 + random.nextInt(0x800) : random.nextInt(0x400)));
            }
            assertEquals(text.toString(), published(record(text.toString())).getString("message"));
        }
    }

    @Test
    void whatIsBelowTheLevelIsNotWritten() {
        lines.setLevel(Level.WARNING);
        lines.publish(record("quiet"));
        assertEquals(0, written.size());
        assertFalse(lines.isLoggable(record("quiet")));
    }
}
