package io.seedpod.blackbox.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    @Test
    void everyCommandOfTheReadmeIsRunByATest() throws IOException {
        var tests = testSources();
        var verbs =
                Page.of(Programs.root().resolve("README.md")).commands().stream()
                        .filter(command -> command.startsWith("./seedpod "))
                        .map(command -> command.split(" "))
                        .map(words -> words[1].equals("peer") ? words[2] : words[1])
                        .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(verbs.isEmpty());
        verbs.removeIf(
                verb -> tests.contains("\"" + verb + "\"") || tests.contains("." + verb + "("));
        assertTrue(verbs.isEmpty(), "no test runs " + verbs);
    }

    /// `peer get` and the flags shown with it.
    private Map<String, Set<String>> flagsByCommand() {
        var flags = new TreeMap<String, Set<String>>();
        for (var command : commands) {
            var words = command.split(" ");
            if (words[0].equals("./seedpod") && !words[1].equals("demo")) {
                var name = words[1].equals("peer") ? "peer " + words[2] : words[1];
                var seen = flags.computeIfAbsent(name, _ -> new TreeSet<>());
                FLAG.matcher(command).results().forEach(match -> seen.add(match.group()));
            }
        }
        return flags;
    }

    private String help(String command) {
        var words = command.split(" ");
        var program = words[0].equals("peer") ? Program.PEER : Program.TRACKER;
        var arguments = new ArrayList<>(List.of(words).subList(1, words.length));
        arguments.add("--help");
        var title = command.replace(' ', '-');
        var running = world.start(Host.LOCAL, title, title, program, Map.of(), arguments);
        assertEquals(0, running.awaitExit(World.COMMAND), running::transcript);
        return running.output();
    }

    private static String testSources() throws IOException {
        var folder = Programs.root().resolve("src/native-tests/java/io/seedpod/blackbox");
        try (var files = Files.walk(folder)) {
            var text = new StringBuilder();
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }
}
