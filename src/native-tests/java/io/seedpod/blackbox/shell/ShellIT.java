package io.seedpod.blackbox.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.Conversation;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One prompt for everything, at a terminal and over a pipe.
class ShellIT {
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String CTRL_Z = "\u001a";
    private static final String UP = "\u001bOA";

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void atATerminalContentIsSharedAndFetchedAndThePromptNamesIt() throws IOException {
        var tracker = world.tracker();
        var ours = world.path("ours");
        var theirs = world.path("theirs");
        var file = Content.file(ours.resolve("model.bin"), 300_000, 1);
        Content.file(ours.resolve("another.txt"), 10, 2);
        var sharer =
                Conversation.atTerminal(
                        world,
                        "sharer",
                        ours,
                        "xterm",
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint());
        sharer.expect("peer> ");
        // A file is chosen from those that are there: what is typed filters, Enter takes it.
        sharer.say("seed");
        sharer.expect("which file\\?");
        sharer.expect("> another.txt");
        sharer.type("MOD\r");
        sharer.expect("shared  model.bin  293 KiB  magnet:");
        sharer.expect("model.bin> ");

        var fetcher =
                Conversation.atTerminal(
                        world,
                        "fetcher",
                        theirs,
                        "xterm",
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint());
        fetcher.expect("peer> ");
        tracker.awaitSeeders("model.bin", 1);
        fetcher.say("/ls");
        fetcher.expect("model.bin +293 KiB +1 +0");
        // What is missing is asked for, and completed as what it is.
        fetcher.say("get");
        fetcher.expect("NAME: ");
        fetcher.type("mod\t");
        fetcher.expect("model.bin");
        fetcher.type("\r");
        fetcher.expect("verified  model.bin  293 KiB");
        assertEquals(-1, Files.mismatch(file, theirs.resolve("model.bin")));
        fetcher.say("status");
        fetcher.expect("model.bin +seeding +100%");

        // Before the prompt is there the terminal takes the key for its own.
        fetcher.expect("> $");
        fetcher.type(CTRL_D);
        assertEquals(0, fetcher.awaitExit());
        sharer.say("/quit_torrent");
        assertEquals(0, sharer.awaitExit());
        awaitNobody(tracker, "model.bin");
    }

    @Test
    void atATerminalLinesAreCancelledRememberedAndCorrected() {
        var alone = world.path("alone");
        var first = Conversation.atTerminal(world, "typist", alone, "xterm", "--port", "0");
        first.expect("peer> ");
        first.type("rm everything" + CTRL_C);
        first.expect("peer> ");
        first.say("stauts");
        first.expect("no word of the shell: stauts");
        first.say("help ping");
        first.expect("ping HOST PORT");
        first.say("exit");
        assertEquals(0, first.awaitExit());

        var history = world.folder().resolve("home/typist/state/shell-history");
        Await.until("history is kept", World.START, () -> contains(history, "help ping"));
        var second = Conversation.atTerminal(world, "typist", alone, "xterm", "--port", "0");
        second.expect("peer> ");
        // exit, help ping
        second.type(UP + UP + "\n");
        second.expect("ping HOST PORT");
        second.expect("peer> ");
        second.type(CTRL_D);
        assertEquals(0, second.awaitExit());
    }

    @Test
    void controlKeysSuspendDropTheLineAndLeave() {
        var shell =
                Conversation.asAJob(world, "jobber", world.path("jobber"), "xterm", "--port", "0");
        shell.expect("peer> ");
        shell.type("help pi");
        shell.expect("help pi");
        shell.type(CTRL_Z);
        shell.expect("Stopped");
        // The terminal is the other shell's meanwhile, and as it was found.
        shell.expect("sh> ");
        shell.say("stty -a | grep -o '[-]*isig'");
        shell.expect("^isig");
        shell.say("fg");
        // What was typed before is still there.
        shell.expect("peer> help pi");
        shell.type("ng\n");
        shell.expect("ping HOST PORT");
        shell.expect("peer> ");
        // An answer that is dropped is no answer; the end of input neither.
        shell.say("ping");
        shell.expect("HOST: ");
        shell.type(CTRL_C);
        shell.expect("nothing done");
        shell.say("ping");
        shell.expect("HOST: ");
        shell.type(CTRL_D);
        shell.expect("nothing done");
        shell.expect("peer> ");
        shell.type(CTRL_D);
        shell.expect("sh> ");
        shell.say("echo ended with $?");
        shell.expect("ended with 0");
        shell.say("exit");
        assertEquals(0, shell.awaitExit());
    }

    private static void awaitNobody(TrackerProcess tracker, String name) {
        Await.until(
                "nobody holds " + name,
                TrackerProcess.FAREWELL,
                () -> tracker.name(name).get("seeders").number() == 0);
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void aDumbTerminalAsksAndAnswersAsWell() {
        var shell =
                Conversation.atTerminal(world, "plain", world.path("plain"), "dumb", "--port", "0");
        shell.expect("peer> ");
        shell.say("ping");
        shell.expect("HOST: ");
        shell.say("127.0.0.1:1");
        shell.expect("unreachable  127.0.0.1:1");
        shell.expect("peer> ");
        shell.type(CTRL_D);
        assertEquals(0, shell.awaitExit());
    }

    @Test
    void aScriptIsDoneLineByLineUntilOneFails() {
        var tracker = world.tracker();
        var folder = world.path("scripted");
        Content.file(folder.resolve("a file.bin"), 50_000, 2);
        var shell =
                Conversation.piped(
                        world, "script", folder, "--port", "0", "--tracker", tracker.endpoint());
        shell.say("# a comment, and a name with a blank");
        shell.say("share 'a file.bin' a.bin");
        shell.expect("shared  a.bin");
        tracker.awaitSeeders("a.bin", 1);
        // Nobody is there to be asked.
        shell.say("get");
        shell.expect("usage: get NAME");
        assertEquals(2, shell.awaitExit());
        assertFalse(shell.shown().contains("peer> "), shell.shown());
        awaitNobody(tracker, "a.bin");
    }
}
