package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Peers that find each other through each other (BEP 11) while no tracker answers.
class ExchangeTest {
    private static final int MIB = 1 << 20;

    @Test
    void allMeetThoughEachKnowsOneAndTheTrackerIsDead() {
        var swarm = swarmAroundAHub();
        swarm.runUntil(
                _ -> swarm.nodes.stream().allMatch(node -> node.snapshot().peers().size() == 7),
                60,
                "everybody connected to everybody");
    }

    @Test
    void theSwarmOutlivesTheOneThatEverybodyKnew() {
        var swarm = swarmAroundAHub();
        swarm.world.run(20 * World.SECOND);
        swarm.nodes.get(1).kill();
        swarm.runUntilComplete(120);
    }

    @Test
    void inAPrivateTorrentNobodyMeetsWhomNoTrackerNamed() {
        assertEquals(0, strangersMet(true));
        assertTrue(strangersMet(false) > 0, "in a public one they do");
    }

    /// Connections dialled to peers that the tracker had not named, when it names one at a time.
    private static long strangersMet(boolean privateTorrent) {
        var swarm = new Swarm(302, 64 * MIB, 256 << 10, World.MILLISECOND, 0, privateTorrent);
        swarm.seeder(1e6);
        for (int i = 0; i < 9; i++) {
            swarm.newcomer().up(1e6).wants(1).join();
        }
        swarm.world.run(70 * World.SECOND);
        long strangers = 0;
        for (Node node : swarm.nodes) {
            Set<PeerEndpoint> named = swarm.tracker.introductions.get(node.host.endpoint);
            strangers +=
                    node.snapshot().peers().stream()
                            .filter(peer -> !peer.incoming() && !named.contains(peer.endpoint()))
                            .count();
        }
        return strangers;
    }

    /// A slow seeder, a hub that all others know, six that know nobody else.
    private static Swarm swarmAroundAHub() {
        var swarm = new Swarm(301, 32 * MIB, 256 << 10, World.MILLISECOND, 0);
        swarm.tracker.dead = true;
        swarm.seeder(1e6);
        Node hub = swarm.leecher(1e6);
        for (int i = 0; i < 6; i++) {
            swarm.leecher(1e6);
        }
        for (Node node : swarm.nodes) {
            if (node != hub) {
                node.tell(new TorrentEvent.PeersFound(List.of(hub.host.endpoint), PeerSource.USER));
            }
        }
        return swarm;
    }
}
