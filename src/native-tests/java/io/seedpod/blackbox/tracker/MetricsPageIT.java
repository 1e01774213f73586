package io.seedpod.blackbox.tracker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Http;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `docs/metrics.md` against what a scrape finds: each metric of ours with its labels, none more,
/// none less.
class MetricsPageIT {
    private static final Pattern SAMPLE = Pattern.compile("(seedpod_\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");
    private static final Pattern WORD = Pattern.compile("`([a-z_]+)`");

    /// What a histogram or timer has beside its name.
    private static final Pattern SUFFIX = Pattern.compile("_(bucket|count|sum|max)$");

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    /// The metrics of a section, each with its labels.
    private static Map<String, Set<String>> documented(String section) throws IOException {
        var page = Files.readString(Programs.root().resolve("docs/metrics.md"));
        int begin = page.indexOf("## " + section + "\n");
        assertFalse(begin < 0, () -> "no section " + section);
        int end = page.indexOf("\n## ", begin + 1);
        var found = new TreeMap<String, Set<String>>();
        for (var line : page.substring(begin, end < 0 ? page.length() : end).split("\n")) {
            if (line.startsWith("| `seedpod_")) {
                var columns = line.split("\\|");
                // `kind` = `a`, `b`: only what stands before the sign is a label.
                var labels = new TreeSet<>(words(columns[2].replaceAll("=.*", "")));
                words(columns[1]).forEach(name -> found.put(name, labels));
            }
        }
        return found;
    }

    private static Set<String> words(String text) {
        var words = new TreeSet<String>();
        var matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group(1));
        }
        return words;
    }

    private static Map<String, Set<String>> scraped(String text) {
        var types = new TreeSet<String>();
        var found = new TreeMap<String, Set<String>>();
        for (var line : text.split("\n")) {
            if (line.startsWith("# TYPE seedpod_")) {
                types.add(line.split(" ")[2]);
            }
            var sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                var name = sample.group(1);
                var base = SUFFIX.matcher(name).replaceFirst("");
                var labels =
                        found.computeIfAbsent(
                                types.contains(base) ? base : name, _ -> new TreeSet<>());
                var label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    labels.add(label.group(1));
                }
            }
        }
        return found;
    }

    @Test
    void theTrackersMetricsAreThoseOfThePage() throws IOException {
        // Nobody answers there; what it counts of its siblings is there all the same.
        var tracker = world.tracker("--replica=redis://127.0.0.1:1");
        var documented = documented("Tracker");
        var alone = world.tracker();
        Http.put(
                        alone.url() + "/api/v1/names/x",
                        "application/json",
                        ("{\"size\":1,\"infoHash\":\"" + "1".repeat(40) + "\"}").getBytes(US_ASCII))
                .expect(201);
        Await.until(
                "what the name wants is told",
                World.START,
                () -> alone.management("/q/metrics").text().contains("seedpod_swarm_demand{"));
        var all = scraped(tracker.management("/q/metrics").text());
        var replica = new TreeMap<>(all);
        var found = scraped(alone.management("/q/metrics").text());
        replica.keySet().removeIf(name -> !name.startsWith("seedpod_replica_"));
        assertEquals(
                Set.of(),
                found.keySet().stream()
                        .filter(replica::containsKey)
                        .collect(java.util.stream.Collectors.toSet()));
        found.putAll(replica);
        assertEquals(text(documented), text(found));
    }

    @Test
    void theDaemonsMetricsAreThoseOfThePage() throws IOException {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        var documented = text(documented("Peer daemon"));
        Await.until(
                "all are there",
                World.START,
                () -> documented.equals(ofDaemon(daemon)),
                () -> ofDaemon(daemon) + "(expected:)\n" + documented);
    }

    private static String ofDaemon(PeerDaemon daemon) {
        return text(scraped(daemon.management("/q/metrics").expect(200).text()));
    }

    /// A line each, so that a difference shows where it is.
    private static String text(Map<String, Set<String>> metrics) {
        var text = new StringBuilder();
        metrics.forEach((name, labels) -> text.append(name).append(labels).append('\n'));
        return text.toString();
    }
}
