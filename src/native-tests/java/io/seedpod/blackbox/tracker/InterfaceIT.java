package io.seedpod.blackbox.tracker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Caller;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.Http;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The interface as its own description tells it: every path that can be read answers with a status
/// and a type that stand there, for what there is and for what there is not.
class InterfaceIT {
    private static final Pattern PATH = Pattern.compile(" {2}(/api/\\S+):");
    private static final Pattern STATUS = Pattern.compile(" {8}'(\\d{3})':.*");
    private static final String THERE = "model.bin";

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    /// The paths that can be read, each with the statuses it answers with.
    private static Map<String, List<Integer>> reading(String description) {
        var found = new TreeMap<String, List<Integer>>();
        var path = "";
        var method = "";
        for (var line : description.split("components:")[0].lines().toList()) {
            var begins = PATH.matcher(line);
            var status = STATUS.matcher(line);
            if (begins.matches()) {
                path = begins.group(1);
            } else if (line.matches(" {4}\\w+:.*")) {
                method = line.strip();
            } else if (status.matches() && method.equals("get:")) {
                found.computeIfAbsent(path, each -> new ArrayList<>())
                        .add(Integer.valueOf(status.group(1)));
            }
        }
        return found;
    }

    @Test
    void everyPathAnswersAsDescribed() throws Exception {
        var tracker = world.tracker();
        var file = Content.file(world.path("content").resolve(THERE), 100_000, 1);
        var torrent = TorrentFile.of(file, 1 << 15, tracker.udpUrl());
        Http.put(
                        tracker.url() + TrackerProcess.namePath(THERE),
                        "application/x-bittorrent",
                        Files.readAllBytes(torrent.write(world.folder().resolve("t.torrent"))))
                .expect(201);
        var description = tracker.get("/api/v1/openapi.yaml").expect(200);
        assertTrue(description.contentType().startsWith("application/yaml"));
        var paths = reading(description.text());
        assertTrue(paths.size() >= 10, paths::toString);
        for (var path : paths.keySet()) {
            var statuses = paths.get(path);
            var there = path.replace("{name}", THERE).replace("{infoHash}", torrent.infoHashHex());
            try (var caller = new Caller("127.0.0.1", tracker.port())) {
                caller.ask(there).expect(200);
            }
            var missing = path.replace("{name}", "nobody").replace("{infoHash}", "zz");
            if (!missing.equals(path)) {
                var reply = tracker.get(missing);
                assertTrue(statuses.contains(reply.status()), () -> missing + reply.status());
                assertTrue(reply.contentType().startsWith("application/problem+json"), missing);
            }
        }
    }
}
