package io.seedpod.blackbox.interop;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A BitTorrent client of others, serving or fetching one torrent.
///
/// @param running its process
/// @param folder where the torrent's content lies or comes to lie
record Client(Running running, Path folder) {
    private static final Duration FETCH = Duration.ofMinutes(2);

    /// Waits until the folder holds exactly this content; others do not carry the execute bit.
    void awaitContent(String name, FileTree expected) {
        var wanted = expected.withoutExecuteBits();
        Await.until(
                running.title() + " has " + name,
                FETCH,
                () -> differences(name, wanted).isEmpty(),
                () -> differences(name, wanted) + "\n" + running.transcript());
    }

    private List<String> differences(String name, FileTree wanted) {
        return wanted.differencesTo(FileTree.of(folder.resolve(name)).withoutExecuteBits());
    }
}
