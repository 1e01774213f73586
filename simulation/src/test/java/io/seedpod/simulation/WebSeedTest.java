package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Swarms that have a web seed to fall back on: the last resort, and no more than that.
class WebSeedTest {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    private static double secondsUntil(Swarm swarm, Node node) {
        long begin = swarm.world.nowNanos();
        swarm.runUntil(_ -> node.isComplete(), 300, "complete");
        return (swarm.world.nowNanos() - begin) / 1e9;
    }

    @Test
    void whoIsAloneFetchesAllOfItFromTheServer() {
        var swarm = new Swarm(700, 64 * MIB, 256 * KIB, World.MILLISECOND, 0);
        WebServer server = swarm.webServer(20e6);
        Node leecher = swarm.leecher(1e6);
        double seconds = secondsUntil(swarm, leecher);
        assertTrue(seconds > 5 && seconds < 5 + 64 * MIB / 20e6 + 2, seconds + " s");
        assertEquals(64 * MIB, server.sentBytes);
        assertEquals(64 * MIB, leecher.snapshot().webSeeds().getFirst().downloaded());
        swarm.end();
    }

    @Test
    void whileASeederServesTheServerIsLeftInPeace() {
        var swarm = new Swarm(701, 64 * MIB, 256 * KIB, World.MILLISECOND, 0);
        WebServer server = swarm.webServer(20e6);
        swarm.seeder(2e6);
        for (int i = 0; i < 4; i++) {
            swarm.leecher(10e6);
        }
        swarm.runUntilComplete(300);
        assertEquals(0, server.asked);
        swarm.end();
    }

    /// What they get there they share: much less leaves the server than they fetch.
    @ParameterizedTest
    @CsvSource({"702, 8", "703, 8", "704, 3"})
    void whenTheOnlySeederDiesTheServerHelpsOut(long seed, int leechers) {
        var swarm = new Swarm(seed, 64 * MIB, 256 * KIB, World.MILLISECOND, 0);
        WebServer server = swarm.webServer(20e6);
        Node seeder = swarm.seeder(4e6);
        for (int i = 0; i < leechers; i++) {
            swarm.leecher(20e6);
        }
        swarm.world.run(4 * World.SECOND);
        seeder.kill();
        int gone = server.asked;
        assertEquals(0, gone);
        long begin = swarm.world.nowNanos();
        swarm.runUntilComplete(300);
        double seconds = (swarm.world.nowNanos() - begin) / 1e9;
        assertTrue(seconds < 60, seconds + " s");
        assertTrue(
                server.sentBytes < 3L * 64 * MIB,
                server.sentBytes / MIB + " MiB left the server for " + leechers);
        assertTrue(
                swarm.nodes.stream()
                        .anyMatch(it -> it != seeder && it.snapshot().watch().webSeeds() > 0));
        swarm.end();
    }

    @Test
    void aSeederThatComesBackTakesOver() {
        var swarm = new Swarm(705, 256 * MIB, 256 * KIB, World.MILLISECOND, 0);
        WebServer server = swarm.webServer(2e6);
        Node leecher = swarm.leecher(1e6);
        swarm.runUntil(_ -> leecher.disk.count() > 20, 60, "some pieces");
        swarm.seeder(20e6);
        secondsUntil(swarm, leecher);
        assertTrue(server.sentBytes < 64 * MIB, server.sentBytes / MIB + " MiB");
        swarm.end();
    }

    @Test
    void aServerThatLiesIsDroppedAndDoesNoHarm() {
        for (long seed = 710; seed < 715; seed++) {
            var swarm = new Swarm(seed, 32 * MIB, 256 * KIB, World.MILLISECOND, 0);
            WebServer liar = swarm.webServer(20e6);
            liar.vice = WebServer.Vice.LIES;
            swarm.webServer(20e6);
            Node one = swarm.leecher(10e6);
            Node two = swarm.leecher(10e6);
            swarm.runUntilComplete(300);
            for (Node node : List.of(one, two)) {
                boolean lied = node.snapshot().webSeeds().getFirst().downloaded() > 4 * MIB;
                assertTrue(
                        !lied || node.droppedWebSeeds.equals(List.of(liar.url)),
                        "seed " + seed + ": " + node.droppedWebSeeds);
                assertEquals(List.of(), node.banned, "nobody else is blamed");
            }
            swarm.end();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = WebServer.Vice.class,
            mode = Mode.EXCLUDE,
            names = {"NONE", "LIES"})
    void anotherServerMakesUpForOneThatIsNoGood(WebServer.Vice vice) {
        var swarm = new Swarm(720, 32 * MIB, 256 * KIB, World.MILLISECOND, 0);
        swarm.webServer(20e6).vice = vice;
        swarm.webServer(20e6);
        Node leecher = swarm.leecher(1e6);
        double seconds = secondsUntil(swarm, leecher);
        assertTrue(seconds < 5 + 25, seconds + " s");
        swarm.end();
    }

    @Test
    void aServerThatIsBackIsAskedAgain() {
        var swarm = new Swarm(721, 8 * MIB, 256 * KIB, World.MILLISECOND, 0);
        WebServer server = swarm.webServer(20e6);
        server.vice = WebServer.Vice.BUSY;
        Node leecher = swarm.leecher(1e6);
        swarm.world.run(20 * World.SECOND);
        assertEquals(1, server.asked);
        server.vice = WebServer.Vice.NONE;
        double seconds = secondsUntil(swarm, leecher);
        assertTrue(seconds < 17, seconds + " s");
        swarm.end();
    }
}
