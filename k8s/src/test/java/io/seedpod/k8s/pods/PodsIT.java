package io.seedpod.k8s.pods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.k8s.Kubectl;
import io.seedpod.k8s.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The demo, from its rendered manifests, with the images of this build.
class PodsIT {
    private static final Path ROOT = Path.of(System.getProperty("seedpod.root", ".."));
    private static final Path PROGRAM = ROOT.resolve("peer/target/seedpod-peer");
    private static final String NAME = "seedpod-peer";
    private static final int API_PORT = 6_969;

    /// Peers announce every 15 s, give or take a tenth, and are forgotten after 2.5 times that.
    private static final Duration FORGOTTEN = Duration.ofSeconds(45);

    private final Manifests manifests = Kubectl.render(Manifests.FOLDER.resolve("overlays/demo"));
    private final Cluster cluster =
            new Cluster(
                    manifests,
                    ROOT.resolve("tracker/target/seedpod-tracker-image.tar"),
                    ROOT.resolve("peer/target/seedpod-peer-image.tar"));

    @AfterEach
    void remove() {
        cluster.close();
    }

    @Test
    void peersFetchAtOnceGoOnWithoutThePublisherAndOutliveTheirTracker() throws Exception {
        var tracker = cluster.start("tracker", "tracker-0");
        tracker.awaitEveryProbe();
        var publisher = cluster.start("publish", "publish");

        var peers = startPeers(manifests.workload("peers").replicas());
        for (var peer : peers) {
            peer.awaitEveryProbe();
            assertFetched(peer.name());
            assertConfined(peer);
        }
        assertConfined(tracker);
        assertConfined(publisher);
        awaitSeeders(tracker, peers.size() + 1);
        var listed = peers.getFirst().execute("seedpod-peer", "ls");
        assertTrue(listed.contains(NAME), listed);

        publisher.leave();
        awaitSeeders(tracker, peers.size());
        var late = cluster.start("peers", "late");
        late.awaitEveryProbe();
        assertFetched("late");
        peers.add(late);

        tracker.leave();
        tracker.remove();
        var again = cluster.start("tracker", "tracker-0");
        again.awaitEveryProbe();
        awaitSeeders(again, peers.size());

        for (var peer : peers) {
            peer.leave();
        }
        awaitSeeders(again, 0);
        again.leave();
    }

    private List<RunningContainer> startPeers(int count) throws Exception {
        try (var threads = Executors.newFixedThreadPool(count)) {
            var starts = new ArrayList<Callable<RunningContainer>>();
            for (int i = 1; i <= count; i++) {
                var pod = "peers-" + i;
                starts.add(() -> cluster.start("peers", pod));
            }
            var peers = new ArrayList<RunningContainer>();
            for (var started : threads.invokeAll(starts)) {
                peers.add(started.get());
            }
            return peers;
        }
    }

    private void assertFetched(String pod) throws IOException {
        var fetched = cluster.volume(pod, "data").resolve("files").resolve(NAME);
        assertEquals(-1, Files.mismatch(PROGRAM, fetched), pod);
    }

    /// The kernel agrees with the manifest.
    private static void assertConfined(RunningContainer container) throws IOException {
        var process = container.process();
        assertEquals("10001\t10001\t10001\t10001", process.get("Uid"), container::name);
        assertEquals("10001\t10001\t10001\t10001", process.get("Gid"), container::name);
        for (var kind : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
            assertEquals("0000000000000000", process.get(kind), container::name);
        }
        assertEquals("1", process.get("NoNewPrivs"), container::name);
        assertEquals("2", process.get("Seccomp"), container::name);
    }

    private static void awaitSeeders(RunningContainer tracker, int count) {
        Waiting.until(
                count + " seeders",
                FORGOTTEN,
                () ->
                        tracker.json(API_PORT, "/api/v1/names/" + NAME).get("seeders").getAsInt()
                                == count,
                tracker::logs);
    }
}
