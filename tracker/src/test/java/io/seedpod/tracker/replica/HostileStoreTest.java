package io.seedpod.tracker.replica;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.tracker.catalogue.PublishOutcome;
import io.seedpod.tracker.catalogue.Refusal;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A store whose answers make no sense: the tracker says so, answers from memory, does not hammer,
/// and is back when they do.
@Tag("redis")
class HostileStoreTest extends ReplicaBench {
    private StoreProxy proxy;

    @BeforeEach
    void between() throws Exception {
        proxy = new StoreProxy(redis.uri());
    }

    @AfterEach
    void closeProxy() throws Exception {
        proxy.close();
    }

    private static UnaryOperator<byte[]> always(String answer) {
        var bytes = answer.getBytes(ISO_8859_1);
        return _ -> bytes.clone();
    }

    /// Bytes changed here and there, the same for a seed.
    private static UnaryOperator<byte[]> damaged(long seed) {
        var gen = new Gen(seed);
        return piece -> {
            for (int i = 1 + piece.length / 50; i > 0; i--) {
                piece[gen.between(0, piece.length - 1)] ^= (byte) (1 << gen.between(0, 7));
            }
            return piece;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "*2000000000\r\n",
                "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n",
                "+OK\r\n",
                "*0\r\n",
                "-READONLY \u001b[2Jno\r\n",
                "*1\r\n*2\r\n$1\r\nx\r\n*1\r\n*2\r\n$1\r\nx\r\n*0\r\n"
            })
    void answersThatMakeNoSenseAreToldAndOutlived(String answer) throws Exception {
        var a = outlives(always(answer));
        assertEquals(1, a.peers());
        assertEquals(Optional.of(SWARM), a.content());
        backTogether(a);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedAnswersAreOutlived(long seed) throws Exception {
        // What was damaged and still made sense may have been believed.
        backTogether(outlives(damaged(seed)));
    }

    private OneTracker outlives(UnaryOperator<byte[]> spoiling) throws Exception {
        var a = new OneTracker("a", proxy.uri()).joined();
        await(a.names().publish(publication(SWARM, false)));
        proxy.spoil(spoiling);
        a.announce(1, 5, AnnounceEvent.STARTED);
        await(() -> a.replicator.trouble().isPresent());
        int before = proxy.connections.get();
        await(() -> proxy.connections.get() >= before + 4);
        assertTrue(proxy.spoilt.get() < 1_000, proxy.spoilt + " answers asked for");
        var trouble = a.replicator.trouble().orElse("");
        assertTrue(trouble.chars().allMatch(c -> c >= ' ' && c <= '~'), trouble);
        assertTrue(trouble.length() <= 210, trouble);
        return a;
    }

    private void backTogether(OneTracker a) throws Exception {
        proxy.handOn();
        a.joined();
        var b = new OneTracker("b").joined();
        a.announce(2, 5, AnnounceEvent.STARTED);
        await(() -> b.peers() >= 1);
        await(() -> isPublished(a));
        await(() -> b.content().equals(Optional.of(OTHER)));
    }

    /// False while the last spoilt answer still keeps the store away: "not now" is no decision.
    private static boolean isPublished(OneTracker a) {
        var outcome = await(a.names().publish(publication(OTHER, true)));
        if (outcome instanceof PublishOutcome.Refused(var why, _) && why == Refusal.BUSY) {
            return false;
        }
        assertInstanceOf(PublishOutcome.Accepted.class, outcome);
        return true;
    }
}
