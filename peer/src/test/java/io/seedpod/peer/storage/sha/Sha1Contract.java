package io.seedpod.peer.storage.sha;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedpod.model.testkit.Gen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [Sha1] does.
abstract class Sha1Contract {
    abstract Sha1 create();

    @Test
    void hashesTheExamplesOfTheStandard() {
        assertEquals("da39a3ee5e6b4b0d3255bfef95601890afd80709", hash(""));
        assertEquals("a9993e364706816aba3e25717850c26c9cd0d89d", hash("abc"));
        assertEquals(
                "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
                hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyLengthAroundTwoBlocksWhereverItLies(boolean direct) throws Exception {
        var sha1 = create();
        var bytes = new Gen(1).bytes(300);
        var buffer = direct ? ByteBuffer.allocateDirect(300) : ByteBuffer.allocate(300);
        buffer.put(bytes).clear();
        for (int length = 0; length < 200; length++) {
            int offset = length % 97;
            sha1.update(buffer, offset, length);
            assertArrayEquals(
                    javas(Arrays.copyOfRange(bytes, offset, offset + length)), finish(sha1));
        }
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anySplitOfTheBytesGivesTheSameHash(long seed) throws Exception {
        var gen = new Gen(seed);
        var bytes = gen.bytes(gen.between(0, 100_000));
        var buffer =
                gen.chance(0.5)
                        ? ByteBuffer.allocateDirect(bytes.length)
                        : ByteBuffer.allocate(bytes.length);
        buffer.put(bytes).clear();
        var sha1 = create();
        for (int at = 0; at < bytes.length; ) {
            int count = gen.between(0, Math.min(bytes.length - at, 20_000));
            sha1.update(buffer, at, count);
            at += count;
        }
        assertArrayEquals(javas(bytes), finish(sha1));
    }

    /// Steps of any length, so that one of the two is often within a block.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void twoAtOnceAreTheSameTwoHashes(long seed) throws Exception {
        var gen = new Gen(seed);
        var bytes = gen.bytes(50_000);
        var buffer =
                gen.chance(0.8) ? ByteBuffer.allocateDirect(50_000) : ByteBuffer.allocate(50_000);
        buffer.put(bytes).clear();
        var one = create();
        var other = create();
        int first = gen.between(0, 200);
        one.update(buffer, 0, first);
        int at = first;
        int others = 0;
        while (at < 49_000) {
            int count = gen.chance(0.5) ? 64 * gen.between(0, 15) : gen.between(0, 1000);
            one.updateBoth(buffer, at, other, buffer, others, count);
            at += count;
            others += count;
        }
        assertArrayEquals(javas(Arrays.copyOf(bytes, at)), finish(one));
        assertArrayEquals(javas(Arrays.copyOf(bytes, others)), finish(other));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> one.updateBoth(buffer, 0, other, buffer, 1, 50_000));
    }

    @Test
    void movesNothingAndSeesNothingBeyondTheLimit() {
        var sha1 = create();
        for (var buffer :
                new ByteBuffer[] {ByteBuffer.allocateDirect(100), ByteBuffer.allocate(100)}) {
            buffer.position(40).limit(60);
            sha1.update(buffer, 10, 50);
            assertEquals(40, buffer.position());
            assertEquals(60, buffer.limit());
            assertThrows(IndexOutOfBoundsException.class, () -> sha1.update(buffer, 10, 51));
            assertThrows(IndexOutOfBoundsException.class, () -> sha1.update(buffer, -1, 5));
        }
        finish(sha1);
    }

    private String hash(String text) {
        var sha1 = create();
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        sha1.update(ByteBuffer.wrap(bytes), 0, bytes.length);
        return HexFormat.of().formatHex(finish(sha1));
    }

    private static byte[] finish(Sha1 sha1) {
        var sum = new byte[Sha1.LENGTH];
        sha1.finish(sum);
        return sum;
    }

    private static byte[] javas(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-1").digest(bytes);
    }
}
