package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Everybody wants some of the files; later, everybody wants all.
class FileChoiceSwarmTest {
    private static final int FILES = 4;
    private static final int FILE = (1 << 20) + 100_000;
    private static final int PIECE = 64 << 10;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whoHasWhatHeWantedServesWhoWantsMore(long seed) {
        var swarm = new Swarm(seed, PIECE, FILE, FILE, FILE, FILE);
        Node seeder = swarm.seeder(2e6);
        var some = new ArrayList<Node>();
        for (int i = 0; i < 3 * FILES; i++) {
            some.add(swarm.newcomer().up(4e6).only(String.valueOf(i % FILES)).join());
        }
        swarm.runUntil(_ -> some.stream().allMatch(Node::isDone), 60, "what was wanted");
        for (Node node : some) {
            // The pieces at both ends are shared with the neighbours.
            assertTrue(node.disk.count() <= FILE / PIECE + 2, node::toString);
            // Twice asked for at the end, some of it.
            assertTrue(node.receivedBytes < 2L * FILE, node::toString);
        }
        assertTrue(seeder.sentBytes < 2L * FILES * FILE, "they share: " + seeder.sentBytes);

        seeder.stop();
        var all = new TorrentEvent.Ordered(new Order.Choose(FileChoice.ALL));
        some.forEach(node -> node.tell(all));
        swarm.runUntil(_ -> some.stream().allMatch(Node::isComplete), 120, "all of it");
        for (Node node : some) {
            assertEquals(0, node.snapshot().progress().left());
        }
        swarm.end();
    }
}
