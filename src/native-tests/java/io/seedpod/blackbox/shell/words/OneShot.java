package io.seedpod.blackbox.shell.words;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.User;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `peer do WORD...`: a command for each word, and a daemon that does it.
final class OneShot implements Manner {
    private static final Duration SOON = World.START;

    private final PeerDaemon daemon;
    private final User user;
    private final Path folder;

    OneShot(World world, TrackerProcess tracker) {
        folder = world.path("subject");
        daemon = world.daemon("subject", tracker);
        user = world.user("subject").in(folder);
    }

    private World.Result run(String... words) {
        return user.run(Stream.concat(Stream.of("do"), Stream.of(words)).toArray(String[]::new));
    }

    @Override
    public String say(String shows, String... words) {
        return requireShown(shows, run(words).expect(0));
    }

    @Override
    public void refuses(int exit, String shows, String... words) {
        requireShown(shows, run(words).expect(exit).explains());
    }

    @Override
    public void refusesSoon(int exit, String shows, String... words) {
        Await.until(
                "a refusal of " + String.join(" ", words),
                SOON,
                () -> {
                    requireShown(shows, run(words).expect(exit).explains());
                    return true;
                },
                daemon.running()::transcript);
    }

    private static String requireShown(String shows, World.Result result) {
        var all = result.errors() + result.output();
        assertTrue(
                Pattern.compile(shows, Pattern.MULTILINE).matcher(all).find(), shows + "\n" + all);
        return all;
    }

    @Override
    public void claims(boolean holds, int exit, String... words) {
        requireShown("^" + holds + "$", run(words).expect(holds ? 0 : exit));
    }

    /// Each command is told anew.
    @Override
    public boolean uses(String torrent) {
        run("use", torrent).expect(0);
        run("use", "no such torrent").expect(4).explains();
        return false;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Path arrivals() {
        return daemon.folder();
    }

    /// The daemon goes on.
    @Override
    public void leaves() {
        say("the daemon at " + daemon.url() + " goes on", "exit");
        assertTrue(daemon.running().isAlive());
    }

    User user() {
        return user;
    }
}
