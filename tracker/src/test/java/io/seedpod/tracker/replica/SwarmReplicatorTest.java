package io.seedpod.tracker.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.replica.PeerChange.Announced;
import io.seedpod.tracker.replica.PeerChange.Place;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SwarmReplicatorTest {
    private static final InfoHash SWARM = new InfoHash(1, 2, 3);
    private static final int ELSEWHERE = 0x0a000001;
    private static final int LOOPBACK = 0x7f000001;

    private final Vertx vertx = Vertx.vertx();
    private final MemorySwarms swarms = new MemorySwarms(new MemorySwarms.Limits(100, 100, 100), 5);

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private SwarmReplicator replicator(boolean isLoopbackShared) {
        return new SwarmReplicator(
                vertx, "me", new PendingChanges(10), swarms, () -> 1_000, isLoopbackShared);
    }

    private static Map<String, Reply> told(int... addresses) {
        var bytes = ByteBuffer.allocate(addresses.length * ChangeCodec.MAX_LENGTH);
        for (int address : addresses) {
            var place = new Place(SWARM, new PeerEndpoint.V4(address, 6881));
            var id = PeerId.ours(new Random(1));
            ChangeCodec.encode(new Announced(place, id, 5, Labels.NONE, false, 38), bytes);
        }
        var all = Arrays.copyOf(bytes.array(), bytes.position());
        return Map.of("changes", new Reply.Bytes(all));
    }

    @Test
    void theLoopbackOfAnotherMachineIsNobodyHere() {
        replicator(false).onEntry(told(LOOPBACK, ELSEWHERE), 0);
        assertEquals(1, swarms.scrape(SWARM).leechers());
        replicator(true).onEntry(told(LOOPBACK), 0);
        assertEquals(2, swarms.scrape(SWARM).leechers());
    }

    @Test
    void whoWouldHaveLapsedSinceIsNotLetIn() {
        replicator(false).onEntry(told(ELSEWHERE), 39_000);
        assertEquals(0, swarms.scrape(SWARM).leechers());
        replicator(false).onEntry(told(ELSEWHERE), 37_000);
        assertEquals(1, swarms.scrape(SWARM).leechers());
    }
}
