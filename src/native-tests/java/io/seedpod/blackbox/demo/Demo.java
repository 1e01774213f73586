package io.seedpod.blackbox.demo;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Json;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The main job from end to end, on this machine, with everything checked.
public final class Demo {
    private static final String FILE = "random.bin";
    private static final String TREE = "jdk";
    private static final Duration PUBLISH = Duration.ofMinutes(10);
    private static final Duration FETCH = Duration.ofMinutes(30);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final long TREE_ALLOWANCE = 1_000_000_000L;
    private final DemoOptions options;
    private final PrintStream out;
    private final World world;
    private final Map<String, FileTree> shared = new LinkedHashMap<>();

    private Demo(DemoOptions options, PrintStream out, World world) {
        this.options = options;
        this.out = out;
        this.world = world;
    }

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        try {
            var options = DemoOptions.parse(arguments);
            if (options.isEmpty()) {
                System.out.print(DemoOptions.USAGE);
                return 0;
            }
            return run(options.get());
        } catch (IllegalArgumentException wrong) {
            System.err.println("seedpod: " + wrong.getMessage());
            System.err.println("try: ./seedpod demo --help");
            return 2;
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private static int run(DemoOptions options) {
        World world;
        try {
            world = new World(folder(options.size()));
        } catch (IOException | IllegalStateException failure) {
            System.err.println("seedpod: " + failure.getMessage());
            return 1;
        }
        var cleaning = new Thread(world::close);
        Runtime.getRuntime().addShutdownHook(cleaning);
        try {
            new Demo(options, System.out, world).play();
            if (options.keep()) {
                Runtime.getRuntime().removeShutdownHook(cleaning);
            }
            return 0;
        } catch (AssertionError failure) {
            System.err.println("seedpod: the demo failed: " + failure.getMessage());
        } catch (IOException | RuntimeException failure) {
            System.err.println("seedpod: the demo failed: " + failure);
            System.err.println(world.transcript());
        }
        return 1;
    }

    /// A new folder where there is room for all.
    private static Path folder(long size) throws IOException {
        var temporary = System.getenv("TMPDIR");
        var parent =
                Path.of(
                        temporary == null || temporary.isEmpty()
                                ? System.getProperty("java.io.tmpdir")
                                : temporary);
        var needed = 3 * size + TREE_ALLOWANCE;
        var free = Files.getFileStore(parent).getUsableSpace();
        if (free < needed) {
            throw new IllegalStateException(
                    "%s has %s free (expected: %s): set TMPDIR or give a smaller --size"
                            .formatted(
                                    parent,
                                    ProgressBoard.amount(free),
                                    ProgressBoard.amount(needed)));
        }
        return Files.createTempDirectory(parent, "seedpod-demo-");
    }

    private void play() throws IOException {
        out.println("SeedPod demo in " + world.folder());
        makeContent();
        var tracker = world.tracker();
        out.printf(
                "  tracker  pid %-7d (%s)  announce %s and %s%n",
                tracker.running().pid(),
                Programs.form(Program.TRACKER),
                tracker.udpUrl(),
                tracker.announceUrl());
        var first = start("first", tracker);
        awaitPublished(tracker);
        var second = start("second", tracker);
        var third = start("third", tracker);
        fetch(List.of(second, third));
        compare(List.of(second, third));
        report(List.of(first, second, third));
        tellAddresses(tracker, List.of(first, second, third));
        if (options.keep()) {
            tellHowToStop(tracker, List.of(first, second, third));
        } else {
            stop(List.of(third.running(), second.running(), first.running(), tracker.running()));
        }
    }

    private void makeContent() throws IOException {
        var folder = world.path("daemon-first");
        out.printf(
                "  making   %s of random bytes and a folder from this JDK%n",
                ProgressBoard.amount(options.size()));
        var file = Content.file(folder.resolve(FILE), options.size(), System.nanoTime());
        shared.put(FILE, FileTree.of(file));
        var tree = DemoContent.jdkTree(folder.resolve(TREE));
        shared.put(TREE, tree);
        out.printf(
                "  made     %s: %s;  %s: %d files, %d executable, %d links, %s%n",
                FILE,
                ProgressBoard.amount(options.size()),
                TREE,
                tree.entries().size() - tree.linkCount(),
                tree.executableCount(),
                tree.linkCount(),
                ProgressBoard.amount(tree.totalLength()));
    }

    private PeerDaemon start(String name, TrackerProcess tracker) {
        var daemon = world.daemon(name, tracker);
        out.printf(
                "  %-8s pid %-7d (%s)  port %d, folder %s%n",
                name,
                daemon.running().pid(),
                Programs.form(Program.PEER),
                daemon.port(),
                world.folder().relativize(daemon.folder()));
        return daemon;
    }

    private void awaitPublished(TrackerProcess tracker) {
        for (var name : shared.keySet()) {
            Await.until(
                    name + " is in the catalogue",
                    PUBLISH,
                    () -> tracker.name(name).get("seeders").number() > 0,
                    world::transcript);
            var entry = tracker.name(name);
            out.printf(
                    "  shared   %s  (%s, %d pieces, %s)%n",
                    name,
                    ProgressBoard.amount(entry.get("size").number()),
                    entry.get("pieceCount").number(),
                    entry.get("infoHash").text());
        }
    }

    /// Lets the fetchers fetch everything at once and shows it.
    private void fetch(List<PeerDaemon> fetchers) {
        out.println("fetching both, each from the others as well:");
        var board = new ProgressBoard(out, isTerminal() ? columns() : 0);
        var started = System.nanoTime();
        for (var name : shared.keySet()) {
            fetchers.forEach(fetcher -> fetcher.fetch(name).requireSuccess());
        }
        var finished = new LinkedHashMap<String, Long>();
        Await.until(
                "both peers have everything",
                FETCH,
                () -> showProgress(fetchers, board, finished),
                world::transcript);
        if (finished.size() < fetchers.size() * shared.size()) {
            throw new IllegalStateException("a fetch failed");
        }
        out.printf("fetched in %.1f s:%n", (System.nanoTime() - started) / 1e9);
        finished.forEach(
                (what, nanos) -> {
                    var name = what.substring(what.indexOf(' ') + 1);
                    var seconds = (nanos - started) / 1e9;
                    out.printf(
                            "  %-18s %6.1f s  %s%n",
                            what,
                            seconds,
                            ProgressBoard.rate(shared.get(name).totalLength() / seconds));
                });
    }

    private boolean showProgress(
            List<PeerDaemon> fetchers, ProgressBoard board, Map<String, Long> finished) {
        var lines = new ArrayList<String>();
        for (var fetcher : fetchers) {
            for (var name : shared.keySet()) {
                var torrent = fetcher.torrent(name);
                lines.add(
                        torrent.map(node -> board.line(fetcher.name(), name, node))
                                .orElse("  %-6s %-10s  waiting".formatted(fetcher.name(), name)));
                torrent.filter(Demo::isComplete)
                        .ifPresent(
                                _ ->
                                        finished.putIfAbsent(
                                                fetcher.name() + " " + name, System.nanoTime()));
            }
        }
        var complete = finished.size() == fetchers.size() * shared.size();
        board.show(lines, complete);
        return complete
                || fetchers.stream()
                        .anyMatch(fetcher -> fetcher.torrents().stream().anyMatch(Demo::isFailed));
    }

    private static boolean isComplete(Json.Node torrent) {
        return torrent.get("state").text().equals("SEEDING")
                && torrent.get("verifiedLength").number() == torrent.get("totalLength").number();
    }

    private static boolean isFailed(Json.Node torrent) {
        return torrent.get("state").text().equals("FAILED");
    }

    private void compare(List<PeerDaemon> fetchers) {
        out.println("comparing SHA-256, execute bit and link target of every file:");
        for (var fetcher : fetchers) {
            shared.forEach(
                    (name, expected) -> {
                        expected.requireSame(fetcher.folder().resolve(name));
                        out.printf(
                                "  %-6s %-11s equal (%d files and links)%n",
                                fetcher.name(), name, expected.entries().size());
                    });
        }
    }

    /// Who gave how much: every byte that the fetchers got came from somebody.
    private void report(List<PeerDaemon> daemons) {
        var given = new LinkedHashMap<String, Long>();
        for (var daemon : daemons) {
            given.put(
                    daemon.name(),
                    daemon.torrents().stream()
                            .mapToLong(torrent -> torrent.get("uploaded").number())
                            .sum());
        }
        var all = given.values().stream().mapToLong(Long::longValue).sum();
        out.println("bytes given by each peer:");
        given.forEach(
                (name, bytes) ->
                        out.printf(
                                "  %-6s %12s  %4.1f%%%n",
                                name, ProgressBoard.amount(bytes), 100.0 * bytes / all));
    }

    private void tellAddresses(TrackerProcess tracker, List<PeerDaemon> daemons) {
        out.println(
                options.keep()
                        ? "look at it:"
                        : "where this was to be seen (--keep leaves it running):");
        out.println("  catalogue  " + tracker.url() + "/api/v1/names");
        out.println(
                "  tracker    "
                        + tracker.managementUrl()
                        + "/q/health  "
                        + tracker.managementUrl()
                        + "/q/metrics");
        for (var daemon : daemons) {
            out.printf(
                    "  %-9s  %s/api/v1/torrents%n             %s/q/health  %s/q/metrics%n",
                    daemon.name(), daemon.url(), daemon.managementUrl(), daemon.managementUrl());
        }
    }

    private void tellHowToStop(TrackerProcess tracker, List<PeerDaemon> daemons) {
        var pids = new StringBuilder();
        daemons.forEach(daemon -> pids.append(daemon.running().pid()).append(' '));
        out.println("still running; stop it with: kill " + pids + tracker.running().pid());
        out.println("and remove it with: rm -r " + world.folder());
    }

    private void stop(List<Running> all) {
        for (var running : all) {
            running.signal("TERM");
            var exit = running.awaitExit(STOP);
            if (exit != 0) {
                throw new AssertionError(
                        running.title() + " ended with " + exit + "\n" + running.transcript());
            }
        }
        out.println("stopped all four with SIGTERM, each ended with 0");
    }

    private static int columns() {
        return Integer.getInteger("seedpod.columns", 80);
    }

    /// JDK 25 gives no console again where input or output is not a terminal.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
