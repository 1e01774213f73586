package io.seedpod.blackbox.commands;

import static io.seedpod.blackbox.commands.Stage.HELD;
import static io.seedpod.blackbox.commands.Stage.ORPHAN;
import static io.seedpod.blackbox.commands.Stage.TOKEN;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.Conversation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// For each command, and each exit code it may end with, a way to get there.
final class Scenes {
    /// Plays and tells the exit code.
    interface Scene {
        int play(Stage stage);
    }

    private Scenes() {}

    /// `peer get`, or `tracker` for the program without commands, to its scenes.
    static Map<String, Map<Integer, Scene>> all() {
        var all = new TreeMap<String, Map<Integer, Scene>>();
        all.put("peer share", share());
        all.put("peer get", get());
        all.put("peer seed", seed());
        all.put(
                "peer ls",
                Map.of(
                        0, stage -> stage.peer("ls", "--tracker", stage.address()),
                        3, stage -> stage.peer("ls", "--tracker", stage.absent)));
        all.put("peer rm", rm());
        all.put(
                "peer status",
                Map.of(
                        0, stage -> stage.world.user("daemon").run("status", HELD).exit(),
                        3, stage -> stage.peer("status"),
                        4, stage -> stage.world.user("daemon").run("status", "nothing").exit()));
        all.put("peer daemon", daemon());
        all.put("peer shell", shell());
        all.put("peer do", doing());
        all.put(
                "peer ping",
                Map.of(
                        0, stage -> ping(stage, stage.address()),
                        2, stage -> stage.peer("ping", "127.0.0.1", "many"),
                        5, stage -> ping(stage, stage.absent),
                        9, stage -> ping(stage, stage.address(), "--infohash", "12")));
        all.put("peer split", split());
        all.put("peer merge", merge());
        all.put("peer create", create());
        all.put(
                "peer info",
                Map.of(
                        0, stage -> stage.peer("info", stage.torrent.toString()),
                        3, stage -> stage.peer("info", HELD, "--tracker", stage.absent),
                        4, stage -> stage.peer("info", "nothing", "--tracker", stage.address()),
                        8, stage -> stage.peer("info", stage.blocked()),
                        9, stage -> stage.peer("info", stage.badTorrent.toString())));
        all.put("peer verify", verify());
        all.put("tracker", tracker());
        return all;
    }

    private static Map<Integer, Scene> share() {
        return Map.of(
                0,
                stage ->
                        Stage.end(
                                "TERM",
                                "^shared ",
                                stage.world
                                        .user("sharer")
                                        .share(stage.file, stage.address(), "--token", TOKEN)),
                3,
                stage -> share(stage, stage.file.toString(), "--tracker", stage.absent),
                6,
                stage ->
                        share(
                                stage,
                                stage.file.toString(),
                                "--name",
                                HELD,
                                "--token",
                                TOKEN,
                                "--tracker",
                                stage.address()),
                8,
                stage -> share(stage, "/no/such/file", "--tracker", stage.address()),
                11,
                stage -> share(stage, stage.file.toString(), "--tracker", stage.address()));
    }

    private static int share(Stage stage, String path, String... more) {
        return stage.peer(List.of("share", path, "--port", "0"), more);
    }

    private static Map<Integer, Scene> get() {
        var scenes = new TreeMap<Integer, Scene>();
        scenes.put(0, stage -> fetch(stage, HELD));
        scenes.put(3, stage -> fetch(stage, HELD, stage.absent));
        scenes.put(4, stage -> fetch(stage, "never published"));
        scenes.put(5, stage -> fetch(stage, ORPHAN, stage.address(), "--give-up", "1s"));
        scenes.put(
                8,
                stage ->
                        stage.peer(
                                List.of("get", HELD, "--exit", "--port", "0"),
                                "-o",
                                stage.blocked() + "/",
                                "--tracker",
                                stage.address()));
        scenes.put(9, stage -> fetch(stage, stage.badTorrent.toString()));
        scenes.put(10, stage -> fetch(stage, HELD, stage.address(), "--size", "200001"));
        scenes.put(130, stage -> waiting(stage, "INT"));
        scenes.put(143, stage -> waiting(stage, "TERM"));
        return scenes;
    }

    private static int fetch(Stage stage, String source) {
        return fetch(stage, source, stage.address());
    }

    private static int fetch(Stage stage, String source, String tracker, String... more) {
        return stage.world.user("fetcher").fetch(source, stage.folder(), tracker, more).exit();
    }

    /// A fetch of a name that does not appear.
    private static int waiting(Stage stage, String signal) {
        var fetch =
                stage.world
                        .user("fetcher")
                        .startFetch("not yet", stage.folder(), stage.address(), "--wait");
        return Stage.end(signal, fetch);
    }

    private static Map<Integer, Scene> seed() {
        return Map.of(
                0,
                stage ->
                        stage.interrupted(
                                "TERM",
                                "^verified ",
                                List.of("seed", stage.torrent.toString(), "--port", "0"),
                                "--data",
                                stage.file.toString()),
                2,
                stage -> stage.peer("seed", stage.torrent.toString()),
                8,
                stage -> seed(stage, stage.blocked(), stage.file.toString()),
                9,
                stage -> seed(stage, stage.badTorrent.toString(), stage.file.toString()),
                10,
                stage -> seed(stage, stage.torrent.toString(), otherContent(stage)));
    }

    private static int seed(Stage stage, String torrent, String data) {
        return stage.peer("seed", torrent, "--port", "0", "--data", data);
    }

    /// A file like the one described, with other bytes.
    private static String otherContent(Stage stage) {
        return Content.file(stage.folder().resolve("mine.bin"), 100_000, 4).toString();
    }

    private static Map<Integer, Scene> rm() {
        return Map.of(
                0, Scenes::publishAndRemove,
                3, stage -> stage.peer("rm", HELD, "--tracker", stage.absent),
                4,
                        stage ->
                                stage.peer(
                                        List.of("rm", "never published"),
                                        stage.trusted().toArray(String[]::new)),
                11, stage -> stage.peer("rm", HELD, "--tracker", stage.address()));
    }

    private static int publishAndRemove(Stage stage) {
        var name = "doomed.bin";
        Content.file(stage.daemon.file(name), 10_000, 5);
        stage.tracker.awaitSeeders(name, 1);
        var exit = stage.peer(List.of("rm", name), stage.trusted().toArray(String[]::new));
        stage.tracker.get(io.seedpod.blackbox.harness.TrackerProcess.namePath(name)).expect(404);
        return exit;
    }

    private static Map<Integer, Scene> daemon() {
        return Map.of(
                0,
                stage -> Stage.end("TERM", stage.world.daemon("leaving", stage.tracker).running()),
                2,
                stage -> daemon(stage, stage.file.toString(), "0"),
                7,
                stage -> daemon(stage, stage.folder().toString(), stage.takenPort));
    }

    private static int daemon(Stage stage, String folder, String port) {
        return stage.peer(
                List.of("daemon", folder, "--api-port", "0", "--management-port", "0"),
                "--port",
                port,
                "--tracker",
                stage.address());
    }

    private static Map<Integer, Scene> shell() {
        return Map.of(
                0, stage -> script(stage, stage.address(), "help"),
                2, stage -> stage.peer("shell", stage.file.toString(), "--port", "0"),
                3, stage -> script(stage, stage.absent, "ls"),
                4, stage -> script(stage, stage.address(), "get 'never published'"),
                8, stage -> script(stage, stage.address(), "share /no/such/file"));
    }

    private static int ping(Stage stage, String address, String... more) {
        return stage.peer(List.of("ping", "127.0.0.1", address.split(":")[1]), more);
    }

    private static Map<Integer, Scene> doing() {
        return Map.of(
                0, stage -> doing(stage, "see_chunk_status", HELD),
                2, stage -> doing(stage, "nonsense"),
                3, stage -> stage.peer("do", "status"),
                4, stage -> doing(stage, "see_chunk_status", "nothing"),
                5, stage -> doing(stage, "check_target_peer_connected", "127.0.0.1", "1", HELD));
    }

    private static int doing(Stage stage, String... words) {
        var all = new ArrayList<>(List.of("do"));
        all.addAll(List.of(words));
        return stage.world.user("daemon").run(all.toArray(String[]::new)).exit();
    }

    private static Map<Integer, Scene> split() {
        return Map.of(
                0, stage -> split(stage, stage.file, stage.folder()),
                2, stage -> split(stage, stage.file, stage.folder(), "--pieces", "few"),
                8, stage -> split(stage, stage.file, Path.of(stage.blocked())));
    }

    private static int split(Stage stage, Path path, Path folder, String... more) {
        return stage.peer(List.of("split", path.toString(), folder.toString()), more);
    }

    private static Map<Integer, Scene> merge() {
        return Map.of(
                0, stage -> merge(stage, "all"),
                4, stage -> merge(stage, "all", "--file", "nothing"),
                8, stage -> stage.peer("merge", stage.folder().toString()),
                10, stage -> merge(stage, "even"));
    }

    private static int merge(Stage stage, String pieces, String... more) {
        var folder = stage.folder();
        split(stage, stage.file, folder, "--pieces", pieces);
        return stage.peer(List.of("merge", folder.toString(), "-o", stage.folder() + "/"), more);
    }

    /// What the shell ends with when this line is piped in.
    private static int script(Stage stage, String tracker, String line) {
        return Conversation.piped(
                        stage.world,
                        "scripter",
                        stage.folder(),
                        "--port",
                        "0",
                        "--tracker",
                        tracker)
                .say(line)
                .end()
                .awaitExit();
    }

    private static Map<Integer, Scene> create() {
        return Map.of(
                0, stage -> create(stage, stage.file.toString()),
                2, stage -> create(stage, stage.file.toString(), "--piece-length", "17"),
                8, stage -> create(stage, stage.blocked()));
    }

    private static int create(Stage stage, String path, String... more) {
        var output = stage.folder().resolve("made.torrent");
        return stage.peer(List.of("create", path, "-o", output.toString()), more);
    }

    private static Map<Integer, Scene> verify() {
        return Map.of(
                0, stage -> verify(stage, stage.torrent.toString(), stage.file.toString()),
                8, stage -> verify(stage, stage.blocked(), stage.file.toString()),
                9, stage -> verify(stage, stage.badTorrent.toString(), stage.file.toString()),
                10, stage -> verify(stage, stage.torrent.toString(), otherContent(stage)));
    }

    private static int verify(Stage stage, String torrent, String data) {
        return stage.peer("verify", torrent, "--data", data);
    }

    private static Map<Integer, Scene> tracker() {
        return Map.of(
                0, stage -> Stage.end("TERM", stage.world.tracker().running()),
                2, stage -> stage.world.trackerCommand("--port", "many").exit(),
                7, stage -> tracker(stage, stage.takenPort, stage.folder().toString()),
                8, stage -> tracker(stage, "0", stage.blocked()));
    }

    private static int tracker(Stage stage, String port, String data) {
        return stage.world
                .trackerCommand("--port", port, "--management-port", "0", "--data", data)
                .exit();
    }
}
