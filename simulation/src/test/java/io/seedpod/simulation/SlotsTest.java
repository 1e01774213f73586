package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.choker.SeedOrder;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A seeder with fewer slots than there are peers that want one. The peers know nobody but the
/// seeder: what they get, they get from it.
class SlotsTest {
    private static final int MIB = 1 << 20;

    private final Swarm swarm = new Swarm(360, 1024L * MIB, MIB, World.MILLISECOND, 0, true);

    private Node seeder(SeedOrder order) {
        swarm.tracker.dead = true;
        return swarm.newcomer()
                .up(50.0 * MIB)
                .has(Bitfield.full(swarm.pieceCount()))
                .slots(4, order)
                .join();
    }

    private List<Node> leechers(int count, Node seeder, double downBytesPerSecond) {
        return IntStream.range(0, count)
                .mapToObj(_ -> leecher(seeder, downBytesPerSecond))
                .toList();
    }

    private Node leecher(Node seeder, double downBytesPerSecond) {
        Node node = swarm.newcomer().up(1e6).down(downBytesPerSecond).join();
        node.tell(new TorrentEvent.PeersFound(List.of(seeder.host.endpoint), PeerSource.TRACKER));
        return node;
    }

    /// Twelve peers and five slots: within three rounds everybody has had one.
    @ParameterizedTest
    @EnumSource(SeedOrder.class)
    void everybodyIsServed(SeedOrder order) {
        List<Node> leechers = leechers(12, seeder(order), 1e9);
        swarm.world.run((order == SeedOrder.IN_TURN ? 75 : 125) * World.SECOND);
        for (Node node : leechers) {
            assertTrue(node.receivedBytes > 8 * MIB, swarm.toString());
        }
    }

    /// In turn, all are about as far at any time.
    @Test
    void inTurnIsFair() {
        List<Node> leechers = leechers(10, seeder(SeedOrder.IN_TURN), 1e9);
        swarm.world.run(105 * World.SECOND);
        long least = leechers.stream().mapToLong(node -> node.receivedBytes).min().orElseThrow();
        long most = leechers.stream().mapToLong(node -> node.receivedBytes).max().orElseThrow();
        assertTrue(most <= 2 * least, least + " and " + most + swarm);
    }

    /// Fastest first: those that take most are far ahead of those that cannot take more.
    @Test
    void theFastestKeepTheirSlots() {
        Node seeder = seeder(SeedOrder.FASTEST);
        List<Node> slow = leechers(8, seeder, 0.5 * MIB);
        List<Node> fast = leechers(4, seeder, 50.0 * MIB);
        swarm.runUntil(_ -> fast.stream().allMatch(Node::isComplete), 240, "the fast complete");
        assertTrue(slow.stream().noneMatch(Node::isComplete), swarm.toString());
        assertTrue(slow.stream().allMatch(node -> node.receivedBytes > 0), swarm.toString());
    }

    /// One that comes to a full house that was quiet has a slot at once, whatever the clock says.
    @ParameterizedTest
    @EnumSource(SeedOrder.class)
    void aLatecomerDoesNotWaitForTheClock(SeedOrder order) {
        Node seeder = seeder(order);
        leechers(5, seeder, 1e9);
        swarm.world.run(13 * World.SECOND);
        Node late = leecher(seeder, 1e9);
        swarm.world.run(World.SECOND);
        assertTrue(late.receivedBytes > MIB, late.toString());
    }
}
