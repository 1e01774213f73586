package io.seedpod.model.wire.mse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Rc4Test {
    /// RFC 6229, key of 40 bits: 16 bytes of key stream from each offset.
    @Test
    void theKeyStreamIsThatOfTheStandard() {
        var stream = new byte[1040];
        new Rc4(Bytes.hex("0102030405")).apply(stream);
        assertStream("b2396305f03dc027ccc3524a0a1118a8", stream, 0);
        assertStream("6982944f18fc82d589c403a47a0d0919", stream, 16);
        assertStream("28cb1132c96ce286421dcaadb8b69eae", stream, 240);
        assertStream("45129048e6a0ed0b56b490338f078da5", stream, 1008);
        assertStream("30abbcc7c20b01609f23ee2d5f6bb7df", stream, 1024);
    }

    /// RFC 6229, key of 128 bits.
    @Test
    void aLongKeyGivesTheStandardsStreamToo() {
        var stream = new byte[16];
        new Rc4(Bytes.hex("0102030405060708090a0b0c0d0e0f10")).apply(stream);
        assertStream("9ac7cc9a609d1ef7b2932899cde41b97", stream, 0);
    }

    @Test
    void theFirst1024BytesAreThrownAway() {
        var stream = new byte[16];
        Rc4.ofStream(Bytes.hex("0102030405")).apply(stream);
        assertStream("30abbcc7c20b01609f23ee2d5f6bb7df", stream, 0);
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anySplitInAnyBufferIsWhatTheJdkMakesOfTheWhole(long seed) throws Exception {
        var gen = new Gen(seed);
        var key = gen.bytes(gen.between(5, 40));
        var plain = gen.bytes(gen.between(0, 3000));
        var jdk = Cipher.getInstance("ARCFOUR");
        jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "RC4"));
        var ours = new Rc4(key);
        int from = 0;
        var encrypted = new byte[plain.length];
        for (var part : Bytes.split(plain, gen.random())) {
            var room =
                    gen.chance(0.5) ? ByteBuffer.allocateDirect(4000) : ByteBuffer.allocate(4000);
            room.order(gen.oneOf(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN));
            room.position(gen.between(0, 9)).put(part).flip();
            room.position(room.limit() - part.length);
            ours.apply(room);
            room.get(encrypted, from, part.length);
            from += part.length;
        }
        assertArrayEquals(jdk.doFinal(plain), encrypted);
    }

    @Test
    void bytesOutsideTheBufferStayAndSoDoesThePosition() {
        var bytes = ByteBuffer.wrap(new byte[64]).position(7).limit(30);
        new Rc4(Bytes.hex("0102030405")).apply(bytes);
        assertEquals(7, bytes.position());
        assertArrayEquals(new byte[7], Arrays.copyOf(bytes.array(), 7));
        assertArrayEquals(new byte[34], Arrays.copyOfRange(bytes.array(), 30, 64));
    }

    private static void assertStream(String expected, byte[] stream, int offset) {
        assertArrayEquals(Bytes.hex(expected), Arrays.copyOfRange(stream, offset, offset + 16));
    }
}
