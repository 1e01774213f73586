package io.seedpod.blackbox.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.Shell;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The commands that the documentation shows are commands that the programs know.
class DocumentedCommandsIT {
    private static final Pattern FLAG = Pattern.compile("(?<= )--?[a-z][a-z-]*");

    private final World world = new World();
    private final List<String> commands =
            Page.all(Programs.root()).stream().flatMap(page -> page.commands().stream()).toList();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void everyFlagShownIsInTheHelpOfItsCommand() {
        var missing = new ArrayList<String>();
        flagsByCommand()
                .forEach(
                        (command, flags) -> {
                            var help = help(command);
                            flags.stream()
                                    .filter(flag -> !help.contains(flag))
                                    .forEach(flag -> missing.add(command + " " + flag));
                        });
        assertEquals(List.of(), missing);
    }

    /// The commands under "Share a file", one after the other, as they stand there but for the
    /// address of the tracker and the ports that tests must not take.
    @Test
    void theCommandsOfTheReadmeDoWhatItSays() {
        var lines =
                Page.of(Programs.root().resolve("README.md")).commands().stream()
                        .filter(command -> command.matches("\\./seedpod (tracker|peer).*"))
                        .toList();
        var verbs = lines.stream().map(line -> line.split(" ")[2 - (isTracker(line) ? 1 : 0)]);
        assertEquals(List.of("tracker", "share", "ls", "get"), verbs.toList());
        var shared = Content.file(world.folder().resolve("big.iso"), 3_000_000, 1);
        var before = FileTree.of(shared);

        var tracker = world.tracker(rest(lines.get(0), 1));
        var sharing = start("sharer", lines.get(1), tracker);
        tracker.awaitSeeders("big.iso", 1);
        World.Result.of(start("looker", lines.get(2), tracker)).expect(0).mentions("big.iso");
        // Fetched to where nothing is yet.
        var fetch = start("fetcher", lines.get(3) + " -o fetched.iso", tracker);
        assertEquals(0, fetch.awaitExit(World.COMMAND), fetch::transcript);
        before.requireSame(world.folder().resolve("fetched.iso"));
        assertTrue(sharing.isAlive(), sharing::transcript);
    }

    private static boolean isTracker(String line) {
        return line.startsWith("./seedpod tracker");
    }

    private static String[] rest(String line, int words) {
        return line.split(" ", words + 2).length < words + 2
                ? new String[0]
                : line.split(" ", words + 2)[words + 1].split(" ");
    }

    private Running start(String user, String line, TrackerProcess tracker) {
        var words = line.replace("tracker.example:6969", tracker.endpoint());
        return world.user(user).start(rest(words, 1));
    }

    /// `peer get` and the flags shown with it.
    private Map<String, Set<String>> flagsByCommand() {
        var flags = new TreeMap<String, Set<String>>();
        for (var command : commands) {
            var words = command.split(" ");
            if (words[0].equals("./seedpod")) {
                var name = words[1].equals("peer") ? "peer " + words[2] : words[1];
                var seen = flags.computeIfAbsent(name, _ -> new TreeSet<>());
                FLAG.matcher(command).results().forEach(match -> seen.add(match.group()));
            }
        }
        return flags;
    }

    private String help(String command) {
        var words = command.split(" ");
        if (!List.of("peer", "tracker").contains(words[0])) {
            return Shell.run(Programs.root().resolve("seedpod").toString(), "--help");
        }
        var program = words[0].equals("peer") ? Program.PEER : Program.TRACKER;
        var arguments = new ArrayList<>(List.of(words).subList(1, words.length));
        arguments.add("--help");
        var title = command.replace(' ', '-');
        var running = world.start(Host.LOCAL, title, title, program, Map.of(), arguments);
        assertEquals(0, running.awaitExit(World.COMMAND), running::transcript);
        return running.output();
    }
}
