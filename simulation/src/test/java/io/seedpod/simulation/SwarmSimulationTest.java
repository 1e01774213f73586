package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.TorrentOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwarmSimulationTest {
    @Test
    void oneSeederTwoLeechers() throws MetainfoException {
        var world = new World(1);
        var network = new Network(world, World.MILLISECOND, 0);
        var tracker = new TrackerHost(world, 15);
        InfoDict info =
                InfoDictBuilder.singleFile("data", 64 << 20, false)
                        .pieceLength(1 << 18)
                        .build(new byte[20 * 256]);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double rate = i == 0 ? 25e6 : 1e9;
            var host = new Host(world, i + 1, rate, 1e9);
            var start = i == 0 ? Bitfield.full(256) : new Bitfield(256);
            nodes.add(
                    new Node(
                            world,
                            network,
                            tracker,
                            host,
                            info,
                            start,
                            i < 2,
                            TorrentOptions.defaults(),
                            1e9));
        }
        long begin = world.nowNanos();
        world.runUntil(
                () -> nodes.stream().allMatch(Node::isComplete), 60 * World.SECOND, "all complete");
        System.out.println(
                (world.nowNanos() - begin) / 1e9
                        + " s; seeder sent "
                        + nodes.get(0).sentBytes / (double) (64 << 20));
        nodes.forEach(System.out::println);
        assertEquals(3, nodes.size());
    }
}
