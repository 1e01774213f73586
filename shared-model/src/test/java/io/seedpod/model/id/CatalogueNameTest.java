package io.seedpod.model.id;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueNameTest {
    @Test
    void aNameIsNormalised() throws InvalidNameException {
        assertEquals("gr\u00fcn", CatalogueName.parse("gru\u0308n").text());
        assertArrayEquals("gr\u00fcn".getBytes(UTF_8), CatalogueName.parse("gru\u0308n").bytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "model v2.bin",
                "...",
                "日本語",
                "😀",
                "0123456789abcdef0011223344556677deadbee"
            })
    void ordinaryNamesAreTaken(String text) throws InvalidNameException {
        assertEquals(text, CatalogueName.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a/b",
                "/",
                "a\nb",
                "a\u0000",
                "\u001b[31m",
                "\u0085",
                "\u007f",
                "0123456789abcdef0011223344556677deadbeef",
                "ABCDEFGHABCDEFGHABCDEFGHABCDEFGH",
                "\ud800",
                "a\udc00b"
            })
    void whatCannotBeANameIsRefused(String text) {
        assertThrows(InvalidNameException.class, () -> CatalogueName.parse(text));
        assertThrows(IllegalArgumentException.class, () -> new CatalogueName(text));
    }

    @Test
    void theLimitIsInBytes() throws InvalidNameException {
        assertEquals(255, CatalogueName.parse("a".repeat(255)).bytes().length);
        assertThrows(InvalidNameException.class, () -> CatalogueName.parse("a".repeat(256)));
        assertEquals(254, CatalogueName.parse("ü".repeat(127)).bytes().length);
        assertThrows(InvalidNameException.class, () -> CatalogueName.parse("ü".repeat(128)));
        // 127 letters of three bytes in two characters each, that are 254 bytes in NFC.
        assertEquals(254, CatalogueName.parse("u\u0308".repeat(127)).bytes().length);
        assertThrows(
                InvalidNameException.class, () -> CatalogueName.parse("u\u0308".repeat(1 << 20)));
    }

    @Test
    void aRecordHoldsNothingUnnormalised() {
        assertThrows(IllegalArgumentException.class, () -> new CatalogueName("gru\u0308n"));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anyTextIsANameOrRefused(long seed) {
        var gen = new Gen(seed);
        int[] letters = "ab.\u0308u\u00fc\ud55c\u1112\u1161\ufb1d😀".codePoints().toArray();
        var text = new StringBuilder();
        for (int left = gen.between(0, 200); left > 0; left--) {
            text.appendCodePoint(letters[gen.between(0, letters.length - 1)]);
        }
        try {
            var name = CatalogueName.parse(text.toString());
            assertEquals(name, CatalogueName.parse(name.text()));
            assertTrue(name.bytes().length <= 255);
        } catch (InvalidNameException e) {
            assertTrue(e.getMessage().startsWith("name"), e.getMessage());
        }
    }
}
