package io.seedpod.model.testkit;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Test values from a seed. Edges come out far more often than chance would have it.
public final class Gen {
    private static final String LETTERS = "abcXYZ019 -_.éß漢字🙂";

    private final Random random;

    public Gen(long seed) {
        this.random = new Random(seed);
    }

    public RandomGenerator random() {
        return random;
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// In `[least, most]`; a third of the time one of the ends or its neighbour.
    public int between(int least, int most) {
        return (int) between((long) least, (long) most);
    }

    /// In `[least, most]`; a third of the time one of the ends or its neighbour.
    public long between(long least, long most) {
        if (chance(1.0 / 3)) {
            long edge = chance(0.5) ? least : most;
            long inner = edge == least ? least + 1 : most - 1;
            return chance(0.5) && least < most ? inner : edge;
        }
        return most == Long.MAX_VALUE
                ? Math.max(least, random.nextLong() & Long.MAX_VALUE)
                : random.nextLong(least, most + 1);
    }

    @SafeVarargs
    public final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    public <T> List<T> list(int most, Supplier<T> element) {
        int size = between(0, most);
        var list = new ArrayList<T>(size);
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    /// Exactly so many bytes.
    public byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Text of at least one and at most so many characters, some of them beyond ASCII.
    public String text(int most) {
        int length = between(1, most);
        var letters = LETTERS.codePoints().toArray();
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    public InfoHash infoHash() {
        return InfoHash.of(bytes(InfoHash.LENGTH));
    }

    public PeerId peerId() {
        return chance(0.5) ? PeerId.ours(random) : PeerId.of(bytes(PeerId.LENGTH));
    }

    /// IPv4 or IPv6, never mapped, never port 0.
    public PeerEndpoint endpoint() {
        return chance(0.5) ? endpointV4() : endpointV6();
    }

    public PeerEndpoint endpointV4() {
        return new PeerEndpoint.V4(random.nextInt(), between(1, 0xFFFF));
    }

    public PeerEndpoint endpointV6() {
        return new PeerEndpoint.V6(random.nextLong() | 1, random.nextLong(), between(1, 0xFFFF));
    }
}
