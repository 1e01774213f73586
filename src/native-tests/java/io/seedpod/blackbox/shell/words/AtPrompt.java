package io.seedpod.blackbox.shell.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.blackbox.harness.Conversation;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// At a terminal, in plain words, or with a slash and the names of old programs.
final class AtPrompt implements Manner {
    private static final Map<String, String> OLD =
            Map.of(
                    "share", "seed",
                    "get", "r",
                    "delete", "d",
                    "connect_all", "c",
                    "serve", "s",
                    "get_peer_set", "see_peer_set",
                    "exit", "quit_torrent");

    private final Conversation shell;
    private final Path folder;
    private final boolean slash;

    /// @param type of terminal, as `TERM` says it
    AtPrompt(World world, TrackerProcess tracker, String type, boolean slash) {
        this.slash = slash;
        folder = world.path("subject");
        shell =
                Conversation.atTerminal(
                        world,
                        "subject",
                        folder,
                        type,
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint());
        shell.expect("peer> ");
    }

    @Override
    public String say(String shows, String... words) {
        int before = shell.shown().length();
        shell.say(line(words));
        shell.expect(shows);
        return shell.shown().substring(before);
    }

    private String line(String... words) {
        var said = slash ? "/" + OLD.getOrDefault(words[0], words[0]) : words[0];
        return Arrays.stream(words)
                .skip(1)
                .map(word -> " '" + word + "'")
                .collect(Collectors.joining("", said, ""));
    }

    @Override
    public void refuses(int exit, String shows, String... words) {
        say(shows, words);
    }

    @Override
    public void refusesSoon(int exit, String shows, String... words) {
        refuses(exit, shows, words);
    }

    @Override
    public void claims(boolean holds, int exit, String... words) {
        say("(?:^|> )" + holds + "$", words);
    }

    /// The prompt tells.
    @Override
    public boolean uses(String torrent) {
        say("use '" + torrent + "'\\s[\\s\\S]*" + torrent + "> $", "use", torrent);
        return true;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Path arrivals() {
        return folder;
    }

    @Override
    public void leaves() {
        shell.say(line("exit"));
        assertEquals(0, shell.awaitExit(), shell::shown);
    }

    Conversation shell() {
        return shell;
    }
}
