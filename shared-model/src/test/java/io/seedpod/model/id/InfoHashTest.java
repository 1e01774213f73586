package io.seedpod.model.id;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfoHashTest {
    private static final String HEX = "0123456789abcdef0011223344556677deadbeef";

    @Test
    void fieldsAreBigEndian() {
        var hash = InfoHash.parse(HEX).orElseThrow();
        assertEquals(new InfoHash(0x0123456789abcdefL, 0x0011223344556677L, 0xdeadbeef), hash);
        assertArrayEquals(Bytes.hex(HEX), hash.bytes());
        assertEquals(HEX, hash.toString());
    }

    @Test
    void base32IsReadInEitherCase() {
        // RFC 4648: five bytes of 0xff are "77777777", and 0x00 0x44 0x32 0x14 0xc7 are "ABCDEFGH".
        var expected =
                InfoHash.of(Bytes.hex("00443214c7", "ffffffffff", "0000000000", "00443214c7"));
        String text = "ABCDEFGH" + "77777777" + "AAAAAAAA" + "ABCDEFGH";
        assertEquals(Optional.of(expected), InfoHash.parse(text));
        assertEquals(Optional.of(expected), InfoHash.parse(text.toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0011223344556677deadbee",
                "0123456789abcdef0011223344556677deadbeeg",
                "0123456789abcdef0011223344556677deadbee ",
                "٠١٢٣٤٥٦٧٨٩abcdef0011223344556677deadbeef",
                "ABCDEFGHABCDEFGHABCDEFGHABCDEFG1",
                "ABCDEFGHABCDEFGHABCDEFGHABCDEFG=",
                "0123456789abcdef0011223344556677deadbeef0"
            })
    void anythingElseIsNoInfoHash(String text) {
        assertEquals(Optional.empty(), InfoHash.parse(text));
    }

    @Test
    void hashOfInfoIsSha1() {
        // FIPS 180: SHA-1 of "abc".
        assertEquals(
                "a9993e364706816aba3e25717850c26c9cd0d89d",
                InfoHash.ofInfo(Bytes.latin1("abc")).hex());
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatIsWrittenIsReadBack(long seed) {
        var hash = new Gen(seed).infoHash();
        assertEquals(Optional.of(hash), InfoHash.parse(hash.hex()));
        var target = new byte[23];
        hash.write(target, 2);
        assertEquals(hash, InfoHash.read(target, 2));
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            var buffer = ByteBuffer.allocate(20).order(order);
            hash.write(buffer);
            assertEquals(0, buffer.remaining());
            assertArrayEquals(hash.bytes(), buffer.array());
            assertEquals(hash, InfoHash.read(buffer.flip()));
            assertEquals(0, buffer.remaining());
        }
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void orderIsThatOfTheBytes(long seed) {
        var gen = new Gen(seed);
        byte[] first = gen.bytes(20);
        byte[] second = gen.bytes(20);
        System.arraycopy(first, 0, second, 0, gen.between(0, 20));
        assertEquals(
                Integer.signum(Arrays.compareUnsigned(first, second)),
                Integer.signum(InfoHash.of(first).compareTo(InfoHash.of(second))));
    }

    @Test
    void onlyTwentyBytesAreAnInfoHash() {
        assertThrows(IllegalArgumentException.class, () -> InfoHash.of(new byte[19]));
        assertThrows(IllegalArgumentException.class, () -> InfoHash.of(new byte[21]));
    }
}
