package io.seedpod.peer.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.cli.shell.console.Argument;
import io.seedpod.peer.cli.shell.console.FakeConsole;
import io.seedpod.peer.cli.shell.word.Desk;
import io.seedpod.peer.cli.shell.word.ShellWords;
import io.seedpod.peer.cli.shell.word.Vocabulary;
import io.seedpod.peer.cli.shell.word.Word;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShellTest {
    private final List<List<String>> done = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    private final Vocabulary vocabulary =
            new Vocabulary(
                    List.of(
                            Word.of(
                                    "reach_out ro",
                                    "Reaches out.",
                                    (_, given) -> done.add(given),
                                    Argument.of("HOST", Argument.Kind.HOST),
                                    Argument.of("PORT", Argument.Kind.PORT),
                                    Argument.optional("NAME", Argument.Kind.TEXT)),
                            Word.of(
                                    "fail",
                                    "Fails.",
                                    (_, _) -> {
                                        throw new SessionException(Trouble.NO_PEERS, "nobody");
                                    }),
                            Word.of("wait", "Waits.", (desk, _) -> waitAndTell(desk)),
                            Word.of("exit", "Ends.", (desk, _) -> desk.leave())));

    private void waitAndTell(Desk desk) {
        try {
            assertTrue(released.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        desk.console().result("waited");
    }

    private FakeConsole run(boolean interactive, String... lines) {
        var console = new FakeConsole(interactive, lines);
        new Shell(vocabulary, new Desk(Nothing.MEANS, console)).run();
        return console;
    }

    @Test
    void aWordIsKnownWithASlashWithHyphensAndByItsOtherNames() {
        run(false, "reach_out a 1", "/reach_out a 2", "REACH-OUT a 3", "ro a 4 n");
        assertEquals(
                List.of(
                        List.of("a", "1"),
                        List.of("a", "2"),
                        List.of("a", "3"),
                        List.of("a", "4", "n")),
                done);
    }

    @Test
    void whatIsMissingIsAskedForOneByOne() {
        var console = run(true, "ro", "192.0.2.1", "6881", "ro x", "7");
        assertEquals(List.of(List.of("192.0.2.1", "6881"), List.of("x", "7")), done);
        assertEquals("  HOST: ", console.prompts.get(1));
        assertEquals("  PORT: ", console.prompts.get(2));
    }

    @Test
    void aHostMaySayItsPort() {
        run(true, "ro 192.0.2.1:6881", "ro [2001:db8::1]:7");
        assertEquals(List.of(List.of("192.0.2.1", "6881"), List.of("2001:db8::1", "7")), done);
    }

    /// An address as it was shown, with what follows it.
    @Test
    void aHostMaySayItsPortBeforeMoreArguments() {
        run(false, "ro 192.0.2.1:6881 name", "ro [2001:db8::1]:7 name", "ro 2001:db8::1 7 name");
        assertEquals(
                List.of(
                        List.of("192.0.2.1", "6881", "name"),
                        List.of("2001:db8::1", "7", "name"),
                        List.of("2001:db8::1", "7", "name")),
                done);
    }

    @Test
    void whatCannotBeDoneIsRefusedBeforeAnythingIsBegun() {
        Shell.check(List.of("connect_peer", "192.0.2.1:6881", "name"), false);
        Shell.check(List.of("/connect_peer"), true);
        assertEquals(
                "usage: connect_peer HOST PORT [NAME]",
                assertThrows(
                                SessionException.class,
                                () -> Shell.check(List.of("connect_peer", "192.0.2.1"), false))
                        .getMessage());
        assertEquals(
                "usage: connect_peer HOST PORT [NAME]",
                assertThrows(
                                SessionException.class,
                                () -> Shell.check(List.of("connect_peer", "a:1", "n", "x"), true))
                        .getMessage());
        assertThrows(SessionException.class, () -> Shell.check(List.of("nonsense"), true));
    }

    @Test
    void anEmptyAnswerDoesNothing() {
        var console = run(true, "ro", "", "exit");
        assertEquals(List.of(), done);
        assertTrue(console.said.contains("nothing done"), console.said::toString);
    }

    @Test
    void offATerminalNothingIsAskedAndTheFirstTroubleEndsIt() {
        var thrown = assertThrows(SessionException.class, () -> run(false, "ro a", "ro a 1"));
        assertEquals(Trouble.USAGE, thrown.trouble());
        assertEquals("usage: reach_out HOST PORT [NAME]", thrown.getMessage());
        assertEquals(
                Trouble.NO_PEERS,
                assertThrows(SessionException.class, () -> run(false, "fail")).trouble());
        assertEquals(List.of(), done);
    }

    @Test
    void atATerminalTroubleIsToldAndItGoesOn() {
        var console = run(true, "fail", "nonsense", "reach", "ro a b c d", "ro a 1");
        assertEquals(List.of(List.of("a", "1")), done);
        assertEquals("nobody", console.said.get(0));
        assertTrue(console.said.get(1).startsWith("no word of the shell: nonsense"));
        assertTrue(console.said.get(2).contains("did you mean reach_out"), console.said.get(2));
        assertEquals("usage: reach_out HOST PORT [NAME]", console.said.get(3));
    }

    @Test
    @Timeout(60)
    void aWordThatTakesLongDoesNotHoldThePrompt() throws InterruptedException {
        var console = new FakeConsole(true, "wait", "ro a 1");
        var shell = new Shell(vocabulary, new Desk(Nothing.MEANS, console));
        shell.run();
        assertEquals(List.of(List.of("a", "1")), done);
        assertTrue(console.said.getFirst().startsWith("wait goes on"), console.said::toString);
        released.countDown();
    }

    @Test
    void whatIsMistypedIsGuessed() {
        var all = new Vocabulary(ShellWords.all());
        assertEquals(Optional.of("status"), all.similar("stauts"));
        assertEquals(Optional.of("status"), all.similar("stat"));
        assertEquals(Optional.of("see_connected"), all.similar("/see-conected"));
        assertEquals(Optional.of("fetch"), all.similar("fecth"));
        assertEquals(Optional.empty(), all.similar("x"));
        assertEquals(Optional.empty(), all.similar("nonsense"));
    }

    /// Those of old programs are found there, too.
    @Test
    void helpListsEveryNameOfEveryWord() {
        var console = new FakeConsole(true, "help");
        new Shell(new Desk(Nothing.MEANS, console)).run();
        var listed = String.join("\n", console.said);
        for (var name : new Vocabulary(ShellWords.all()).names()) {
            assertTrue(listed.matches("(?s)(.*[^a-z_])?\\Q" + name + "\\E([^a-z_].*)?"), name);
        }
    }

    /// The old program that has this word knows no torrents.
    @Test
    void whetherATrackerAnswersIsToldWithoutAnyTorrent() {
        for (boolean answers : List.of(true, false)) {
            var console = new FakeConsole(false, "/check_tracker_connected");
            new Shell(new Desk(Nothing.atTracker(answers), console)).run();
            assertEquals(List.of(String.valueOf(answers)), console.said);
        }
    }

    @Test
    void everyWordHasNamesOfItsOwnAndAHelpOfOneLine() {
        var all = new Vocabulary(ShellWords.all());
        for (var word : all.all()) {
            assertTrue(word.help().endsWith(".") && word.help().length() < 100, word.help());
        }
        for (var slash :
                List.of(
                        "/connect_tracker",
                        "/get_peer_set",
                        "/update_status_to_tracker",
                        "/disconnect_tracker",
                        "/quit_torrent",
                        "/connect_peer",
                        "/ping",
                        "/request_download",
                        "/disconnect_peer",
                        "/check_tracker_connected",
                        "/check_target_peer_connected",
                        "/see_this_peer_info",
                        "/see_peer_set",
                        "/see_connected",
                        "/see_torrent_struct",
                        "/see_chunk_status",
                        "/merge_chunks",
                        "/merge_all",
                        "seed",
                        "fetch",
                        "start",
                        "exit",
                        "c",
                        "d",
                        "r",
                        "s")) {
            assertTrue(all.find(slash).isPresent(), slash);
        }
    }
}
