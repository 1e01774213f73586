package io.seedpod.blackbox.harness;

import io.seedpod.blackbox.harness.Programs.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Somebody at the shell of a host, with a home of their own: runs `peer` commands, and finds no
/// daemon but the one of the same name.
public final class User {
    private final World world;
    private final Host host;
    private final String name;
    private final Path folder;

    User(World world, Host host, String name, Path folder) {
        this.world = world;
        this.host = host;
        this.name = name;
        this.folder = folder;
    }

    /// The same, who has gone into this folder: relative paths begin there.
    public User in(Path where) {
        return new User(world, host, name, where);
    }

    /// Starts a command.
    public Running start(String... arguments) {
        return start(List.of(arguments));
    }

    private Running start(List<String> arguments) {
        var title = name + (arguments.isEmpty() ? "" : "-" + arguments.getFirst());
        return world.start(host, title, name, folder, Program.PEER, arguments);
    }

    /// Runs a command to its end.
    public World.Result run(String... arguments) {
        return World.Result.of(start(arguments));
    }

    /// Starts `peer share PATH`, which goes on seeding.
    public Running share(Path path, String tracker, String... further) {
        return start(
                with(
                        List.of("share", path.toString()),
                        "0",
                        List.of("--tracker", tracker),
                        further));
    }

    /// Starts `peer get SOURCE --exit` into a folder; an empty `tracker` leaves the option out.
    public Running startFetch(String source, Path folder, String tracker, String... further) {
        var words = List.of("get", source, "-o", folder + "/", "--exit");
        var trackers = tracker.isEmpty() ? List.<String>of() : List.of("--tracker", tracker);
        return start(with(words, "0", trackers, further));
    }

    /// Runs the same to its end.
    public World.Result fetch(String source, Path folder, String tracker, String... further) {
        return World.Result.of(startFetch(source, folder, tracker, further));
    }

    private static List<String> with(
            List<String> words, String port, List<String> trackers, String... further) {
        var all = new ArrayList<>(words);
        all.addAll(List.of("--port", port));
        all.addAll(trackers);
        all.addAll(List.of(further));
        return all;
    }
}
