package io.seedpod.tracker.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEntryTest {
    private static Reply text(String text) {
        return new Reply.Bytes(text.getBytes(UTF_8));
    }

    private static Reply many(Reply... parts) {
        return new Reply.Many(Arrays.asList(parts));
    }

    private static Reply entry(String id) {
        return many(text(id), many(text("by"), text("me"), text("left over")));
    }

    @Test
    void entriesOfSeveralStreamsAreReadInTheirOrder() throws Exception {
        var read =
                StreamEntry.ofRead(
                        many(
                                many(text("a"), many(entry("5-0"), entry("5-1"))),
                                many(text("b"), many(entry("7-0")))));
        assertEquals(List.of("5-0", "5-1", "7-0"), read.stream().map(StreamEntry::id).toList());
        assertEquals(List.of("a", "a", "b"), read.stream().map(StreamEntry::stream).toList());
        assertEquals(7, read.getLast().millis());
        assertEquals("me", read.getLast().fields().get("by").text());
        assertEquals(1, read.getLast().fields().size());
    }

    @Test
    void nothingIsNoEntries() throws Exception {
        assertEquals(List.of(), StreamEntry.ofRead(new Reply.Nothing()));
        assertEquals("0-0", StreamEntry.firstId(many()));
        assertEquals("9-2", StreamEntry.firstId(many(entry("9-2"), entry("9-1"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "-",
                "5-",
                "-5",
                "x-1",
                "5-0-0",
                "99999999999999999999-0",
                "5-0\r\n"
            })
    void whatIsNoIdIsRefused(String id) {
        assertThrows(RespReader.NoReply.class, () -> StreamEntry.firstId(many(entry(id))));
    }

    @Test
    void otherShapesAreRefused() {
        for (var reply :
                List.of(
                        many(text("a")),
                        many(many(text("a"))),
                        many(many(text("a"), many(text("5-0")))),
                        many(many(text("a"), many(many()), text("b"))))) {
            assertThrows(RespReader.NoReply.class, () -> StreamEntry.ofRead(reply));
        }
    }
}
