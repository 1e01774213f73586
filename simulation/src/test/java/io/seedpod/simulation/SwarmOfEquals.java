package io.seedpod.simulation;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.picker.PieceOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/// One seeder and many leechers, all equally fast each way, who all begin at the same moment.
///
/// The ideal is the longest of the three times that no swarm can beat (the seeder sends everything
/// once; a leecher takes everything in; all uplinks together send everything to all) and the time
/// in which a last piece doubles its way through the swarm.
record SwarmOfEquals(int peers, int pieces, long seed, PieceOrder order, boolean churn) {
    static final int PIECE_LENGTH = 256 << 10;
    private static final int LOOK_EVERY = 1024;
    static final double RATE = 12.5e6;

    /// Of the peers that stay.
    ///
    /// @param efficiency the ideal time by that of the last
    /// @param tail p99 by p50
    /// @param p99Seconds when 99 % were done
    record Outcome(double efficiency, double tail, double p99Seconds, double lastSeconds) {}

    double idealSeconds() {
        double file = pieces * (double) PIECE_LENGTH;
        double together = peers * file / (RATE + peers * RATE);
        double longest = Math.max(file / RATE, together);
        return longest + Math.log(peers) / Math.log(2) * PIECE_LENGTH / RATE;
    }

    Outcome run() {
        var swarm =
                new Swarm(seed, (long) pieces * PIECE_LENGTH, PIECE_LENGTH, World.MILLISECOND, 0);
        swarm.world.lookEvery = LOOK_EVERY;
        join(swarm, true);
        for (int i = 0; i < peers; i++) {
            join(swarm, false);
        }
        long begin = swarm.world.nowNanos();
        if (churn) {
            churn(swarm);
        }
        swarm.runUntil(
                _ -> swarm.nodes.stream().allMatch(node -> node.isComplete() || isOut(node)),
                600,
                toString());
        double[] seconds =
                swarm.nodes.stream()
                        .skip(1)
                        .filter(node -> !isOut(node))
                        .mapToDouble(node -> (node.completedNanos - begin) / 1e9)
                        .sorted()
                        .toArray();
        double last = seconds[seconds.length - 1];
        double p99 = seconds[(int) Math.ceil(0.99 * seconds.length) - 1];
        double p50 = seconds[seconds.length / 2];
        return new Outcome(idealSeconds() / last, p99 / p50, p99, last);
    }

    private static boolean isOut(Node node) {
        return node.host.dead || node.host.blackholed;
    }

    private void join(Swarm swarm, boolean seeder) {
        var newcomer = swarm.newcomer().up(RATE).down(RATE).order(order);
        (seeder ? newcomer.has(Bitfield.full(pieces)) : newcomer).join();
    }

    /// 30 % die, spread over the first half of the ideal time; 10 % take part from the start, but
    /// packets to and from them vanish.
    private void churn(Swarm swarm) {
        var random = new SplittableRandom(seed);
        List<Node> chosen = new ArrayList<>(swarm.nodes.subList(1, swarm.nodes.size()));
        Collections.shuffle(chosen, new java.util.Random(random.nextLong()));
        int blackholed = peers / 10;
        int killed = peers * 3 / 10;
        for (Node node : chosen.subList(0, blackholed)) {
            node.host.blackholed = true;
        }
        for (Node node : chosen.subList(blackholed, blackholed + killed)) {
            long at = (long) (random.nextDouble() * idealSeconds() / 2 * 1e9);
            swarm.world.after(at, node::kill);
        }
    }

    @Override
    public String toString() {
        return "%d equal peers, %d pieces, seed %d, %s%s"
                .formatted(peers, pieces, seed, order, churn ? ", with churn" : "");
    }
}
