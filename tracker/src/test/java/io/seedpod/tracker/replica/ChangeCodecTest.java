package io.seedpod.tracker.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.replica.PeerChange.Announced;
import io.seedpod.tracker.replica.PeerChange.Place;
import io.seedpod.tracker.replica.PeerChange.Stopped;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeCodecTest {
    private static PeerChange any(Gen gen) {
        var place = new Place(gen.infoHash(), gen.endpoint());
        if (gen.chance(0.3)) {
            return new Stopped(place, 0);
        }
        return new Announced(
                place,
                gen.peerId(),
                gen.between(0L, Long.MAX_VALUE),
                gen.chance(0.5)
                        ? Labels.NONE
                        : new Labels("n".repeat(gen.between(0, 63)), "", "r.1"),
                gen.chance(0.5),
                gen.between(1, 8_000));
    }

    private static ByteBuffer encoded(List<PeerChange> changes) {
        var target = ByteBuffer.allocate(changes.size() * ChangeCodec.MAX_LENGTH);
        changes.forEach(change -> ChangeCodec.encode(change, target));
        return target.flip();
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatIsWrittenIsRead(long seed) {
        var gen = new Gen(seed);
        var changes = gen.list(50, () -> any(gen));
        assertEquals(changes, ChangeCodec.decode(encoded(changes)));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anyBytesAreReadAsFarAsTheyMakeSense(long seed) {
        var gen = new Gen(seed);
        var changes = new ArrayList<PeerChange>();
        for (int i = 0; i < 5; i++) {
            changes.add(any(gen));
        }
        var bytes = encoded(changes);
        int cut = gen.between(0, bytes.limit());
        bytes.limit(cut);
        var read = ChangeCodec.decode(bytes);
        assertEquals(changes.subList(0, read.size()), read);
        assertTrue(read.size() < 5 || cut == encoded(changes).limit());
        ChangeCodec.decode(ByteBuffer.wrap(gen.bytes(gen.between(0, 300))));
    }

    @Test
    void theBytesOfOneChange() {
        var gen = new Gen(1);
        var infoHash = gen.infoHash();
        var peerId = gen.peerId();
        var peer = io.seedpod.model.id.PeerEndpoint.parse("203.0.113.7:6881").orElseThrow();
        var change =
                new Announced(
                        new Place(infoHash, peer), peerId, 5, new Labels("n", "", "eu"), true, 38);
        var bytes = new byte[encoded(List.of(change)).limit()];
        encoded(List.of(change)).get(bytes);
        assertEquals(
                "0d" // kind: announced, draining, labels
                        + infoHash.hex()
                        + "cb007107" // address
                        + "1ae1" // port
                        + peerId.hex()
                        + "0000000000000005" // left
                        + "0026" // lifetime
                        + "016e" // node
                        + "00" // zone
                        + "026575", // region
                HexFormat.of().formatHex(bytes));
    }
}
