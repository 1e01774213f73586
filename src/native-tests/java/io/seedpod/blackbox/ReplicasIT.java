package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Three trackers that know nothing of one another, of which any two may be gone.
class ReplicasIT {
    private static final int SIZE = 3_000_000;
    private static final Duration SOON = Duration.ofMinutes(1);
    private final World world = new World();
    private final List<String> published = new ArrayList<>();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void anyTwoOfThreeMayBeKilledWhilePeersPublishAndFetch() {
        var trackers = new ArrayList<TrackerProcess>();
        for (int i = 0; i < 3; i++) {
            trackers.add(world.tracker());
        }
        var all = trackers.stream().map(TrackerProcess::endpoint).collect(Collectors.joining(","));
        var daemon = world.daemon(Host.LOCAL, "publisher", all);
        publish(daemon, "first");

        trackers.get(0).running().kill();
        trackers.get(1).running().kill();
        publish(daemon, "second");
        fetch(daemon, "second", all);

        // One of them comes back with nothing.
        World.delete(trackers.get(0).data());
        trackers.set(0, trackers.get(0).again());
        trackers.set(1, trackers.get(1).again());
        for (var tracker : trackers) {
            Await.until(
                    "tracker " + trackers.indexOf(tracker) + " knows what was published",
                    SOON,
                    () -> published.stream().allMatch(name -> knows(tracker, name)),
                    world::transcript);
        }

        trackers.get(1).running().kill();
        trackers.get(2).running().kill();
        publish(daemon, "third");
        fetch(daemon, "third", all);
        fetch(daemon, "first", trackers.get(0).endpoint());
    }

    /// Acknowledged.
    private void publish(PeerDaemon daemon, String name) {
        var file = Content.file(world.path("content").resolve(name), SIZE, name.hashCode());
        daemon.share(file, name).requireSuccess();
        published.add(name);
    }

    private static boolean knows(TrackerProcess tracker, String name) {
        return tracker.name(name).get("seeders").number() >= 1;
    }

    private void fetch(PeerDaemon daemon, String name, String trackers) {
        var target = world.path("target-" + name);
        world.user("fetcher-" + name).fetch(name, target, trackers).expect(0);
        FileTree.of(world.path("content").resolve(name)).requireSame(target.resolve(name));
        assertEquals(published.size(), daemon.torrents().size());
    }
}
