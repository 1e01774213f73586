package io.seedpod.peer.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TorrentScriptTest {
    private static TorrentScript life(long seed) {
        var bytes = new byte[8000];
        new SplittableRandom(seed).nextBytes(bytes);
        return new TorrentScript(bytes);
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anyLifeKeepsThePromises(long seed) {
        life(seed).run();
    }

    /// The generator is code: everything it may say is said, and everything may follow.
    @Test
    void everyEventMessageAndEffectComes() {
        Set<Class<?>> seen = new HashSet<>();
        for (long seed = 0; seed < 400; seed++) {
            var life = life(seed);
            life.run();
            seen.addAll(life.seen);
        }
        for (Class<?> kind :
                new Class<?>[] {TorrentEvent.class, TorrentEffect.class, PeerMessage.class}) {
            for (Class<?> variant : kind.getPermittedSubclasses()) {
                assertTrue(
                        seen.contains(variant) || variant == PeerMessage.Piece.class,
                        variant.getSimpleName() + " never came");
            }
        }
    }
}
