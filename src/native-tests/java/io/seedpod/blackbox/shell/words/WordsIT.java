package io.seedpod.blackbox.shell.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.Json;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every word that the shell's help lists, in each way to say it, by what comes of it.
class WordsIT {
    private static final String CTRL_C = "\u0003";

    private final World world = new World();
    private final TrackerProcess tracker = world.tracker();

    @AfterEach
    void remove() {
        world.close();
    }

    private PeerDaemon holder() throws IOException {
        var holder = world.daemon("holder", tracker);
        Walk.fill(holder);
        for (var name : List.of("model.bin", "small.txt", "other.bin", "late.bin", "album")) {
            tracker.awaitSeeders(name, 1);
        }
        return holder;
    }

    @Test
    void inPlainWords() throws IOException {
        var holder = holder();
        new Walk(world, tracker, holder, new AtPrompt(world, tracker, "xterm", false)).walk();
    }

    @Test
    void withASlashAsInOldPrograms() throws IOException {
        var holder = holder();
        new Walk(world, tracker, holder, new AtPrompt(world, tracker, "dumb", true)).walk();
    }

    /// Sixty programs one after the other: on a JVM that takes a minute, or several when busy.
    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void asCommands() throws IOException {
        var holder = holder();
        new Walk(world, tracker, holder, new OneShot(world, tracker)).walk();
    }

    /// One by one, at a terminal; and an interrupt is no answer.
    @Test
    void whatIsMissingIsAskedFor() {
        var manner = new AtPrompt(world, tracker, "xterm", false);
        var listed = Listed.parse(manner.say("A slash may stand before every word", "help"));
        assertTrue(listed.size() > 30, () -> "words: " + listed);
        var shell = manner.shell();
        for (var word : listed) {
            if (!word.needed().isEmpty()) {
                var asked = word.needed().getFirst() + ": ";
                shell.say(word.name()).expect(word.name().equals("share") ? "PATH: " : asked);
                shell.type(CTRL_C).expect("nothing done");
                shell.expect("peer> ");
            }
        }
        shell.say("/request_download").expect("HOST: ");
        shell.say("127.0.0.1").expect("PORT: ");
        shell.say("1").expect("PIECE: ");
        shell.say("0").expect("no torrent yet");
        manner.leaves();
    }

    /// Nobody is there to be asked.
    @Test
    void whatIsMissingIsAUsageErrorInAScript() {
        var manner = new OneShot(world, tracker);
        var listed = Listed.parse(manner.say("A slash may stand before every word", "help"));
        var asking = listed.stream().filter(word -> !word.needed().isEmpty()).toList();
        assertTrue(asking.size() > 10, () -> "words: " + listed);
        for (var word : asking) {
            var usage = "usage: " + word.name() + " " + String.join(" ", word.needed());
            manner.user().run("do", "/" + word.name()).expect(2).mentions(usage);
        }
    }

    @Test
    void toScriptsTheyAnswerInJson() {
        var daemon = world.daemon("subject", tracker);
        Content.file(daemon.file("model.bin"), 300_000, 1);
        tracker.awaitSeeders("model.bin", 1);
        var user = world.user("subject");
        var pieces = Json.parse(line(user.run("do", "see_chunk_status", "--json").expect(0)));
        assertEquals("pieces", pieces.get("event").text());
        assertEquals(19, pieces.get("pieces").get("haveCount").number());
        var claim = user.run("do", "/check_target_peer_connected", "127.0.0.1", "1", "--json");
        var told = claim.expect(5).output().lines().map(Json::parse).toList();
        assertFalse(told.getFirst().get("value").truth());
        assertEquals("error", told.getLast().get("event").text());
        assertEquals(5, told.getLast().get("exitCode").number());
        var unknown = user.run("do", "see_torrent_struct", "nothing", "--json").expect(4);
        assertEquals("UNKNOWN_NAME", Json.parse(line(unknown)).get("kind").text());
    }

    private static String line(World.Result result) {
        return result.output().strip();
    }
}
