package io.seedpod.tracker.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
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

    private static List<String> read(RespReader reader) throws RespReader.NoReply {
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

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400\r\n", ":x\r\n", "$99999999999\r\n", "*-2\r\n"})
    void whatIsNoReplyIsSaidToBeNone(String text) {
        var reader = new RespReader();
        reader.add(text.getBytes(UTF_8));
        assertThrows(RespReader.NoReply.class, reader::poll);
    }

    @Test
    void depthIsBounded() {
        var reader = new RespReader();
        reader.add("*1\r\n".repeat(100).getBytes(UTF_8));
        assertThrows(RespReader.NoReply.class, reader::poll);
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anyBytesGiveRepliesOrARefusal(long seed) {
        var gen = new Gen(seed);
        var reader = new RespReader();
        reader.add(gen.bytes(gen.between(0, 100)));
        try {
            read(reader);
        } catch (RespReader.NoReply refusal) {
            assertTrue(String.valueOf(refusal.getMessage()).length() > 5);
        }
    }
}
