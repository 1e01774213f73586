package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Content for somebody who reads along.
class InOrderTest {
    private static final int MIB = 1 << 20;

    @Test
    void whatIsReadFirstComesFirst() {
        assertTrue(worstLead(true) <= 16, "no piece is ahead by more than the buffers");
        assertTrue(worstLead(false) > 64, "rarest first is another order");
    }

    /// Four seeders of different speed and a leecher with sixteen buffers: how far ahead of the
    /// first missing piece the last verified one ever was.
    private static int worstLead(boolean inOrder) {
        var swarm = new Swarm(340, 64 * MIB, 256 << 10, World.MILLISECOND, 0);
        for (double rate : new double[] {2e6, 5e6, 10e6, 20e6}) {
            swarm.seeder(rate);
        }
        var newcomer = swarm.newcomer().budget(16);
        Node reader = (inOrder ? newcomer.inOrder() : newcomer).join();
        int[] worst = {0};
        swarm.runUntil(
                _ -> {
                    worst[0] = Math.max(worst[0], lead(reader, swarm.pieceCount()));
                    return reader.isComplete();
                },
                60,
                "complete");
        swarm.end();
        return worst[0];
    }

    private static int lead(Node reader, int pieceCount) {
        int first = 0;
        while (first < pieceCount && reader.disk.has(first)) {
            first++;
        }
        int last = pieceCount - 1;
        while (last > first && !reader.disk.has(last)) {
            last--;
        }
        return last - first;
    }
}
