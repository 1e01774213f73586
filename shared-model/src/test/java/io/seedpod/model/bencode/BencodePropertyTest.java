package io.seedpod.model.bencode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BencodePropertyTest {
    private static BValue value(Gen gen, int depth) {
        return switch (gen.between(0, depth == 0 ? 1 : 3)) {
            case 0 ->
                    new BInteger(
                            gen.chance(0.5)
                                    ? gen.between(0, Long.MAX_VALUE)
                                    : gen.between(Long.MIN_VALUE, 0));
            case 1 -> BString.of(gen.bytes(gen.between(0, 20)));
            case 2 -> new BList(gen.list(5, () -> value(gen, depth - 1)));
            default -> {
                var dictionary = BDictionary.builder();
                for (int left = gen.between(0, 5); left > 0; left--) {
                    dictionary.put(BString.of(gen.bytes(gen.between(0, 3))), value(gen, depth - 1));
                }
                yield dictionary.build();
            }
        };
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatIsWrittenIsReadBack(long seed) throws BencodeException {
        var value = value(new Gen(seed), 4);
        byte[] bytes = Bencode.encode(value);
        var read = Bencode.decode(bytes, BencodeLimits.METAINFO);
        assertEquals(value, read);
        assertArrayEquals(bytes, Bencode.encode(read));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#many")
    void spoiltBytesGiveAValueOrARefusal(long seed) {
        var gen = new Gen(seed);
        byte[] spoilt = Bytes.spoil(Bencode.encode(value(gen, 4)), gen.random());
        try {
            // Strict reading takes canonical bytes alone.
            assertArrayEquals(
                    spoilt, Bencode.encode(Bencode.decode(spoilt, BencodeLimits.METAINFO)));
        } catch (BencodeException e) {
            assertTrue(e.offset() >= 0 && e.offset() <= spoilt.length, e.getMessage());
        }
    }

    @Test
    void everyKindOfValueIsTried() {
        Set<String> kinds = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            kinds.add(value(new Gen(seed), 4).kind());
        }
        assertEquals(Set.of("integer", "string", "list", "dictionary"), kinds);
    }
}
