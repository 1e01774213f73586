package io.seedpod.model.tracker.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedpod.model.testkit.Gen;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// SipHash-2-4 against its authors' vectors: key 00 01 … 0f, input 00 01 … of the given length.
class SipHashTest {
    private static final SipHash SIP_HASH = new SipHash(counting(16));

    @ParameterizedTest
    @CsvSource({
        "0, 726fdb47dd0e0e31",
        "1, 74f839c593dc67fd",
        "2, 0d6c8009d9a94f5a",
        "3, 85676696d7fb7e2d",
        "7, ab0200f58b01d137",
        "8, 93f5f5799a932462",
        "15, a129ca6149be45e5",
        "16, 3f2acc7f57c29bdb"
    })
    void vectors(int length, String mac) {
        assertEquals(mac, "%016x".formatted(SIP_HASH.mac(counting(length))));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void threeWordsAreTwentyFourBytes(long seed) {
        var gen = new Gen(seed);
        var sipHash = new SipHash(gen.bytes(16));
        long first = gen.random().nextLong();
        long second = gen.random().nextLong();
        long third = gen.random().nextLong();
        var input =
                ByteBuffer.wrap(new byte[24])
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(first)
                        .putLong(second)
                        .putLong(third);
        assertEquals(sipHash.mac(input.array()), sipHash.mac(first, second, third));
    }

    @Test
    void theKeyHasSixteenBytes() {
        assertThrows(IllegalArgumentException.class, () -> new SipHash(new byte[15]));
    }

    private static byte[] counting(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
