package io.seedpod.tracker.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespReaderTest {
    private static final String REPLIES =
            "+OK\r\n-ERR no\r\n:-5\r\n$3\r\na\r\n\r\n$-1\r\n*-1\r\n*0\r\n*2\r\n$1\r\nx\r\n*1\r\n:7\r\n";

    private static String inWords(Reply reply) {
        return switch (reply) {
            case Reply.Many(var values) ->
                    values.stream().map(RespReaderTest::inWords).toList() + "";
            case Reply.Nothing _ -> "nothing";
            case Reply.Refusal(var reason) -> "refused: " + reason;
            default -> reply.text();
        };
    }

    private static List<String> read(RespReader reader) {
        var replies = new ArrayList<String>();
        for (var reply = reader.poll(); reply != null; reply = reader.poll()) {
            replies.add(inWords(reply));
        }
        return replies;
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void repliesAreTheSameHoweverTheyArePutIntoPieces(long seed) throws Exception {
        var gen = new Gen(seed);
        var reader = new RespReader();
        byte[] bytes = REPLIES.getBytes(UTF_8);
        var replies = new ArrayList<String>();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + gen.between(1, 9));
            reader.add(Arrays.copyOfRange(bytes, at, end));
            replies.addAll(read(reader));
            at = end;
        }
        assertEquals(
                List.of(
                        "OK",
                        "refused: ERR no",
                        "-5",
                        "a\r\n",
                        "nothing",
                        "nothing",
                        "[]",
                        "[x, [7]]"),
                replies);
        assertNull(reader.poll());
    }

    private static RespReader.NoReply refused(String text) {
        return refused(text.getBytes(UTF_8));
    }

    private static RespReader.NoReply refused(byte[] bytes) {
        return assertThrows(RespReader.NoReply.class, () -> new RespReader().add(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400\r\n",
                ":x\r\n",
                "$99999999999\r\n",
                "*-2\r\n",
                "+OK\n",
                "\n",
                "$1\r\nabc",
                "$1\r\na\rb"
            })
    void whatIsNoReplyIsSaidToBeNone(String text) {
        refused(text);
    }

    @Test
    void whatIsKeptIsBounded() throws Exception {
        var deepest = "*1\r\n".repeat(RespReader.MAX_DEPTH);
        new RespReader().add(deepest.getBytes(UTF_8));
        refused(deepest + "*1\r\n");
        new RespReader().add(("+" + "x".repeat(RespReader.MAX_LINE - 1)).getBytes(UTF_8));
        refused("+" + "x".repeat(RespReader.MAX_LINE));
        new RespReader().add(("*" + RespReader.MAX_VALUES + "\r\n").getBytes(UTF_8));
        refused("*" + (RespReader.MAX_VALUES + 1) + "\r\n");
        refused("*2\r\n*" + (RespReader.MAX_VALUES - 1) + "\r\n");
        new RespReader().add(("$" + RespReader.MAX_BYTES + "\r\n").getBytes(UTF_8));
        refused("$" + (RespReader.MAX_BYTES + 1) + "\r\n");
        refused("*2\r\n$1\r\na\r\n$" + RespReader.MAX_BYTES + "\r\n");
    }

    /// Of two replies, each as large as can be.
    @Test
    void oneReplyDoesNotCountForTheNext() throws Exception {
        var reader = new RespReader();
        for (int i = 0; i < 2; i++) {
            reader.add(("*" + RespReader.MAX_VALUES + "\r\n").getBytes(UTF_8));
            reader.add(":1\r\n".repeat(RespReader.MAX_VALUES).getBytes(UTF_8));
            var reply = reader.poll();
            assertNotNull(reply);
            assertEquals(RespReader.MAX_VALUES, reply.parts().size());
        }
    }

    @Test
    void promisesCostNothing() throws Exception {
        var readers = new ArrayList<RespReader>();
        for (int i = 0; i < 1_000; i++) {
            var reader = new RespReader();
            reader.add(("*60000\r\n$" + RespReader.MAX_BYTES + "\r\n").getBytes(UTF_8));
            readers.add(reader);
        }
        assertEquals(1_000, readers.size(), "32 GB of promises");
    }

    /// One byte at a time: what was looked at is not looked at again.
    @Test
    void aSlowAnswerCostsNoMoreThanAFastOne() throws Exception {
        var reader = new RespReader();
        var bytes = ("*60000\r\n" + ":1\r\n".repeat(60_000)).getBytes(UTF_8);
        assertTimeout(
                Duration.ofSeconds(10),
                () -> {
                    for (byte each : bytes) {
                        reader.add(new byte[] {each});
                    }
                });
        assertEquals(
                List.of(60_000), read(reader).stream().map(it -> it.split(",").length).toList());
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anyBytesGiveRepliesOrARefusal(long seed) {
        var gen = new Gen(seed);
        var reader = new RespReader();
        byte[] bytes = REPLIES.getBytes(UTF_8);
        for (int i = gen.between(0, 9); i > 0; i--) {
            bytes[gen.between(0, bytes.length - 1)] =
                    (byte)
                            (gen.between(0, 1) == 0
                                    ? gen.between(0, 255)
                                    : "+-:$*\r\n19".charAt(gen.between(0, 8)));
        }
        try {
            reader.add(bytes);
            reader.add(gen.bytes(gen.between(0, 100)));
        } catch (RespReader.NoReply refusal) {
            assertTrue(String.valueOf(refusal.getMessage()).length() > 5);
        }
        assertTrue(read(reader).size() <= bytes.length + 100);
    }
}
