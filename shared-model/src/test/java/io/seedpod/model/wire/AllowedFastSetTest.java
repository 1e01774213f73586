package io.seedpod.model.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.InfoHash;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowedFastSetTest {
    private static final InfoHash INFO_HASH = InfoHash.parse("aa".repeat(20)).orElseThrow();
    private static final int ADDRESS = 80 << 24 | 4 << 16 | 4 << 8 | 200;

    /// BEP 6's own vectors.
    @Test
    void isWhatTheBepSays() {
        int[] nine = {1059, 431, 808, 1217, 287, 376, 1188, 353, 508};
        assertArrayEquals(nine, AllowedFastSet.of(INFO_HASH, ADDRESS, 1313, 9));
        assertArrayEquals(Arrays.copyOf(nine, 7), AllowedFastSet.of(INFO_HASH, ADDRESS, 1313, 7));
    }

    @Test
    void neighboursHaveTheSame() {
        assertArrayEquals(
                AllowedFastSet.of(INFO_HASH, ADDRESS, 1313, 9),
                AllowedFastSet.of(INFO_HASH, ADDRESS ^ 0xff, 1313, 9));
    }

    @Test
    void aSmallTorrentIsAllowedWhole() {
        int[] all = AllowedFastSet.of(INFO_HASH, ADDRESS, 4, 10);
        Arrays.sort(all);
        assertArrayEquals(IntStream.range(0, 4).toArray(), all);
        assertEquals(0, AllowedFastSet.of(INFO_HASH, ADDRESS, 0, 10).length);
    }
}
