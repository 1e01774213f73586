package io.seedpod.model.id;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PeerIdTest {
    @Test
    void oursBeginWithOurPrefixAndDiffer() {
        var random = new SplittableRandom(7);
        var id = PeerId.ours(random);
        assertEquals("-KP0100-", new String(id.bytes(), 0, 8, US_ASCII));
        assertTrue(id.isOurs());
        assertEquals("KP0100", id.client());
        assertNotEquals(id, PeerId.ours(random));
    }

    @ParameterizedTest
    @CsvSource({
        "-TR3000-abcdefghijkl, false, TR3000",
        "-KP9999-abcdefghijkl, true, KP9999",
        "M7-2-2--abcdefghijkl, false, M7-2-2--",
        "-KQ0100-abcdefghijkl, false, KQ0100"
    })
    void clientsAreToldByTheirPrefix(String text, boolean ours, String client) {
        var id = PeerId.of(Bytes.latin1(text));
        assertEquals(ours, id.isOurs());
        assertEquals(client, id.client());
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void nothingUnprintableReachesATerminal(long seed) {
        var client = PeerId.of(new Gen(seed).bytes(20)).client();
        assertTrue(client.chars().allMatch(c -> c > 32 && c < 127), client);
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatIsWrittenIsReadBack(long seed) {
        byte[] bytes = new Gen(seed).bytes(20);
        var id = PeerId.of(bytes);
        assertArrayEquals(bytes, id.bytes());
        var buffer = ByteBuffer.allocate(20);
        id.write(buffer);
        assertEquals(id, PeerId.read(buffer.flip()));
        var target = new byte[21];
        id.write(target, 1);
        assertEquals(id, PeerId.read(target, 1));
        assertEquals(40, id.hex().length());
    }

    @Test
    void anIdOfZerosIsNotOurs() {
        assertFalse(new PeerId(0, 0, 0).isOurs());
    }
}
