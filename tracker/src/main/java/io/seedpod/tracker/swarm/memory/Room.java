package io.seedpod.tracker.swarm.memory;

import java.util.Arrays;

/// For how many places a table has room, and the chunks of 32 places that hold what it keeps of
/// them.
final class Room {
    static final int CHUNK_SHIFT = 5;
    static final int CHUNK = 1 << CHUNK_SHIFT;
    static final int LEAST = 4;

    private static final int FEW = 12;
    private static final long[] NOTHING = {};

    private Room() {}

    /// The next room for more than `size` places: half as much again where there are many.
    static int above(int size) {
        return of(size < CHUNK ? size + 1 : size + size / 2);
    }

    /// The least room there is for `size` places: 4, 12, or whole chunks.
    static int of(int size) {
        if (size <= FEW) {
            return size <= LEAST ? LEAST : FEW;
        }
        return (size + CHUNK - 1) / CHUNK * CHUNK;
    }

    /// The same chunks for another room. One that no place of the first `size` is in is empty; it
    /// is made when its first place is set.
    ///
    /// @param words of each place
    static long[][] resized(long[][] chunks, int size, int room, int words) {
        int used = (size + CHUNK - 1) / CHUNK;
        var resized = Arrays.copyOf(chunks, (room + CHUNK - 1) / CHUNK);
        Arrays.fill(resized, used, resized.length, NOTHING);
        int first = Math.min(room, CHUNK) * words;
        if (used == 0) {
            resized[0] = new long[first];
        } else if (resized[0].length != first) {
            resized[0] = Arrays.copyOf(resized[0], first);
        }
        return resized;
    }

    /// What two places keep changes places.
    static void swap(long[] one, int atOne, long[] other, int atOther, int words) {
        for (int word = 0; word < words; word++) {
            long kept = one[atOne + word];
            one[atOne + word] = other[atOther + word];
            other[atOther + word] = kept;
        }
    }
}
