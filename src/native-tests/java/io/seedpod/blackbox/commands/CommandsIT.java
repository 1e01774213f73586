package io.seedpod.blackbox.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every command that the programs' own help lists explains itself, and ends with each exit code
/// that its help promises.
class CommandsIT {
    /// An internal error is a bug of ours: there is no way to get there.
    private static final int INTERNAL_ERROR = 1;

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void everyCommandExplainsItselfAndEveryExitCodePromisedHasAScene() {
        var helps = helps();
        assertTrue(helps.size() > 1, "commands: " + helps.keySet());
        var promised = new TreeMap<String, List<Integer>>();
        helps.forEach(
                (command, help) -> {
                    assertTrue(help.isOf(command.split(" ")), command + ":\n" + help.text());
                    // `help` itself only repeats what the others say, and ends as they do.
                    if (help.commands().isEmpty() && !command.endsWith(" help")) {
                        assertFalse(help.exitCodes().isEmpty(), command + ":\n" + help.text());
                        promised.put(command, reachable(help));
                    }
                });
        var played = new TreeMap<String, List<Integer>>();
        Scenes.all()
                .forEach(
                        (command, scenes) ->
                                played.put(command, scenes.keySet().stream().sorted().toList()));
        assertEquals(promised, played);
    }

    private static List<Integer> reachable(Help help) {
        return help.exitCodes().stream().filter(code -> code != INTERNAL_ERROR).toList();
    }

    @Test
    void everyCommandRefusesAnOptionItDoesNotKnow() {
        Scenes.all()
                .keySet()
                .forEach(
                        command -> {
                            var result = run(command, "--no-such-option").expect(2).explains();
                            assertEquals("", result.output());
                        });
    }

    @TestFactory
    Stream<DynamicTest> everyExitCodePromisedIsReached() {
        var stage = new Stage(world);
        return Scenes.all().entrySet().stream()
                .flatMap(
                        command ->
                                new TreeMap<>(command.getValue())
                                        .entrySet().stream()
                                                .map(it -> test(command.getKey(), it, stage)));
    }

    private DynamicTest test(String command, Map.Entry<Integer, Scenes.Scene> scene, Stage stage) {
        return DynamicTest.dynamicTest(
                command + " ends with " + scene.getKey(),
                () ->
                        assertEquals(
                                scene.getKey(),
                                scene.getValue().play(stage),
                                world::transcriptOfLast));
    }

    /// The help of each program and command, by the words that call it; aliases by their own.
    private Map<String, Help> helps() {
        var helps = new TreeMap<String, Help>();
        for (var program : Program.values()) {
            collect(program.title(), helps);
        }
        return helps;
    }

    private void collect(String command, Map<String, Help> helps) {
        var result = run(command, "--help").expect(0);
        assertEquals("", result.errors());
        var help = new Help(result.output());
        helps.put(command, help);
        for (var names : help.commands()) {
            collect(command + " " + names.getFirst(), helps);
            for (var alias : names.subList(1, names.size())) {
                assertEquals(
                        helps.get(command + " " + names.getFirst()),
                        new Help(run(command + " " + alias, "--help").expect(0).output()));
            }
        }
    }

    private World.Result run(String command, String option) {
        var words = new ArrayList<>(List.of(command.split(" ")));
        var program = Program.valueOf(words.removeFirst().toUpperCase(java.util.Locale.ROOT));
        words.add(option);
        return World.Result.of(
                world.start(Host.LOCAL, program.title(), "user", program, Map.of(), words));
    }
}
