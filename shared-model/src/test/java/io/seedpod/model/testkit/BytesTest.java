package io.seedpod.model.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BytesTest {
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void partsOfASplitMakeTheWhole(long seed) {
        var gen = new Gen(seed);
        byte[] whole = gen.bytes(gen.between(0, 50));
        assertArrayEquals(
                whole, Bytes.concat(Bytes.split(whole, gen.random()).toArray(new byte[0][])));
    }

    @Test
    void spoiltBytesDifferByOneOrAreCut() {
        var lengths = new HashSet<Integer>();
        var random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            lengths.add(Bytes.spoil(new byte[3], random).length);
        }
        assertEquals(Set.of(0, 1, 2, 3, 4), lengths);
    }
}
