package io.seedpod.model.bencode;

import static io.seedpod.model.testkit.Bytes.latin1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedpod.model.bencode.BencodeException.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {
    private static final BencodeLimits STRICT = BencodeLimits.METAINFO;
    private static final BencodeLimits LENIENT = BencodeLimits.MESSAGE;

    private static BValue read(String text) throws BencodeException {
        return Bencode.decode(latin1(text), STRICT);
    }

    private static BencodeException refusal(String text, BencodeLimits limits) {
        return assertThrows(BencodeException.class, () -> Bencode.decode(latin1(text), limits));
    }

    @Test
    void theFourKindsOfValue() throws BencodeException {
        var expected =
                BDictionary.builder()
                        .put("cow", "moo")
                        .put(
                                "list",
                                List.of(new BInteger(-3), BString.of(""), new BList(List.of())))
                        .put("zero", 0)
                        .build();
        var read =
                read(
                        "d" //
                                + "3:cow" + "3:moo" + "4:list" + "l" + "i-3e" + "0:" + "le" + "e"
                                + "4:zero" + "i0e" + "e");
        assertEquals(expected, read);
        assertEquals(expected.hashCode(), read.hashCode());
        assertArrayEquals(((BDictionary) read).source(), Bencode.encode(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i0e",
                "i-1e",
                "i9223372036854775807e",
                "i-9223372036854775808e",
                "0:",
                "3:\u0000\u00ff:",
                "le",
                "de",
                "lllleeee",
                "d0:0:e",
                "d1:a0:1:b0:e",
                "d1:\u007f0:1:\u00800:e"
            })
    void whatIsReadIsWrittenTheSame(String text) throws BencodeException {
        assertArrayEquals(latin1(text), Bencode.encode(read(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', TRUNCATED, 0",
        "i, TRUNCATED, 1",
        "i12, TRUNCATED, 3",
        "ie, MALFORMED, 1",
        "i-e, MALFORMED, 1",
        "i-0e, MALFORMED, 1",
        "i01e, MALFORMED, 1",
        "i00e, MALFORMED, 1",
        "i+1e, MALFORMED, 1",
        "i1-e, MALFORMED, 2",
        "i 1e, MALFORMED, 1",
        "i1.5e, MALFORMED, 2",
        "i9223372036854775808e, NUMBER_TOO_LARGE, 20",
        "i-9223372036854775809e, NUMBER_TOO_LARGE, 20",
        "i99999999999999999999999e, NUMBER_TOO_LARGE, 19",
        "1, TRUNCATED, 1",
        "1:, TRUNCATED, 0",
        "5:spam, TRUNCATED, 0",
        "01:a, MALFORMED, 0",
        "-1:a, MALFORMED, 0",
        "1a, MALFORMED, 1",
        "99999999999:a, NUMBER_TOO_LARGE, 0",
        "l, TRUNCATED, 1",
        "li1e, TRUNCATED, 4",
        "d1:a, TRUNCATED, 4",
        "d1:ae, MALFORMED, 4",
        "di1ei2ee, MALFORMED, 1",
        "d1:b0:1:a0:e, UNSORTED_KEYS, 6",
        "d1:a0:1:a0:e, DUPLICATE_KEY, 6",
        "e, MALFORMED, 0",
        "x, MALFORMED, 0",
        "i1ei2e, TRAILING_BYTES, 3",
        "lei, TRAILING_BYTES, 2",
    })
    void whatIsNotBencodeIsRefusedWithItsPlace(String text, Problem problem, int offset) {
        var refusal = refusal(text, STRICT);
        assertEquals(problem, refusal.problem(), refusal.getMessage());
        assertEquals(offset, refusal.offset(), refusal.getMessage());
    }

    @Test
    void depthLengthAndNumberAreLimited() throws BencodeException {
        var limits = new BencodeLimits(10, 3, 4, true);
        assertEquals("llleee", latin1(Bencode.encode(Bencode.decode(latin1("llleee"), limits))));
        assertEquals(Problem.TOO_DEEP, refusal("lllleeee", limits).problem());
        assertEquals(Problem.TOO_DEEP, refusal("l".repeat(1_000_000), STRICT).problem());
        assertEquals(Problem.TOO_MANY_VALUES, refusal("l0:0:0:0:e", limits).problem());
        assertEquals(
                "8:12345678", latin1(Bencode.encode(Bencode.decode(latin1("8:12345678"), limits))));
        assertEquals(Problem.TOO_LONG, refusal("9:123456789", limits).problem());
        assertEquals(Problem.TOO_LONG, refusal("l8:12345678e", limits).problem());
    }

    @Test
    void lengthIsLimitedForTheValueAlone() throws BencodeException {
        var limits = new BencodeLimits(10, 3, 4, true);
        var prefix =
                Bencode.decodePrefix(latin1("xxi5e and much more than ten bytes"), 2, 30, limits);
        assertEquals(new DecodedPrefix(new BInteger(5), 5), prefix);
    }

    @Test
    void keysInAnyOrderAreTakenFromPeersAndKeptAsTheyCame() throws BencodeException {
        String text = "d1:bi2e1:ai1e1:ci3ee";
        var dictionary = (BDictionary) Bencode.decode(latin1(text), LENIENT);
        assertEquals(OptionalLong.of(1), dictionary.integer("a"));
        assertEquals(OptionalLong.of(2), dictionary.integer("b"));
        assertArrayEquals(latin1(text), Bencode.encode(dictionary));
        assertEquals(Problem.DUPLICATE_KEY, refusal("d1:b0:1:a0:1:b0:e", LENIENT).problem());
        assertEquals(Problem.DUPLICATE_KEY, refusal("d1:a0:1:a0:e", LENIENT).problem());
    }

    @Test
    void aDictionaryKnowsItsOwnBytesWithinOthers() throws BencodeException {
        var outer =
                (BDictionary)
                        Bencode.decodePrefix(latin1("??d4:infod1:xi1eee!!"), 2, 20, LENIENT)
                                .value();
        assertArrayEquals(latin1("d1:xi1ee"), outer.dictionary("info").orElseThrow().source());
        assertArrayEquals(latin1("d4:infod1:xi1eee"), outer.source());
    }

    @Test
    void valuesDoNotChangeWithTheArrayTheyWereReadFrom() throws BencodeException {
        byte[] bytes = latin1("d1:a4:spame");
        var dictionary = (BDictionary) Bencode.decode(bytes, STRICT);
        bytes[6] = 'X';
        assertEquals(Optional.of("spam"), dictionary.text("a"));
    }

    @Test
    void findersAreEmptyForAnotherKind() throws BencodeException {
        var dictionary = (BDictionary) read("d1:ai1e1:dde1:lle1:s1:xe");
        assertEquals(OptionalLong.of(1), dictionary.integer("a"));
        assertEquals(Optional.of(BString.of("x")), dictionary.string("s"));
        assertEquals(Optional.of(List.of()), dictionary.list("l"));
        assertEquals(List.of(), dictionary.dictionary("d").orElseThrow().keys());
        for (String key : List.of("a", "d", "l", "s", "absent")) {
            assertEquals(key.equals("a"), dictionary.integer(key).isPresent());
            assertEquals(key.equals("s"), dictionary.string(key).isPresent());
            assertEquals(key.equals("s"), dictionary.text(key).isPresent());
            assertEquals(key.equals("l"), dictionary.list(key).isPresent());
            assertEquals(key.equals("d"), dictionary.dictionary(key).isPresent());
        }
    }

    @Test
    void aBuilderSortsByRawBytes() {
        // In UTF-16 the last two would change places: U+FF21 is above the surrogates of U+1F642.
        var built =
                BDictionary.builder()
                        .put("🙂", 4)
                        .put("Ａ", 3)
                        .put("a", 2)
                        .put("Z", 0)
                        .put("Z", 1)
                        .build();
        assertEquals(
                List.of("Z", "a", "Ａ", "🙂"), built.keys().stream().map(BString::text).toList());
        assertEquals(OptionalLong.of(1), built.integer("Z"));
        var shorter = built.toBuilder().remove("a").build();
        assertEquals(3, shorter.keys().size());
        assertEquals(4, built.keys().size());
    }

    @Test
    void bytesThatAreNotUtf8AreNoStrictText() {
        var string = BString.of(new byte[] {'a', (byte) 0xff});
        assertEquals("a\ufffd", string.text());
        assertEquals(Optional.empty(), string.strictText());
        assertEquals(Optional.of("grün"), BString.of("grün").strictText());
    }
}
