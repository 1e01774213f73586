package io.seedpod.blackbox.harness;

import io.seedpod.blackbox.harness.Http.Reply;
import io.seedpod.blackbox.harness.Programs.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A running `peer daemon`: its ports as its ready line told them, its folder and its REST surface.
public final class PeerDaemon {
    private static final String READY =
            "^seedpod peer ready: bittorrent \\S*:(\\d+), api http://\\S*:(\\d+), management \\S*:(\\d+), folder (.+)$";
    private final World world;
    private final Host host;
    private final String name;
    private final String tracker;
    private final List<String> further;
    private final Path folder;
    private final Running running;
    private final int port;
    private final int apiPort;
    private final int managementPort;

    PeerDaemon(World world, Host host, String name, String tracker, List<String> further) {
        this.world = world;
        this.host = host;
        this.name = name;
        this.tracker = tracker;
        this.further = further;
        this.folder = world.path("daemon-" + name);
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("daemon", folder.toString(), "--tracker", tracker));
        for (var option : List.of("--port", "--api-port", "--management-port")) {
            arguments.addAll(Ports.anyUnless(further, option));
        }
        arguments.addAll(further);
        this.running = world.start(host, "daemon-" + name, name, Program.PEER, Map.of(), arguments);
        var ready = running.awaitLine(READY, World.START);
        this.port = Integer.parseInt(ready.group(1));
        this.apiPort = Integer.parseInt(ready.group(2));
        this.managementPort = Integer.parseInt(ready.group(3));
    }

    /// Starts it again with the same folder and state; this one must have ended.
    public PeerDaemon again() {
        return new PeerDaemon(world, host, name, tracker, further);
    }

    public Running running() {
        return running;
    }

    public String name() {
        return name;
    }

    /// The folder it shares.
    public Path folder() {
        return folder;
    }

    /// A file or folder in the folder it shares.
    public Path file(String name) {
        return folder.resolve(name);
    }

    public int port() {
        return port;
    }

    public int apiPort() {
        return apiPort;
    }

    public int managementPort() {
        return managementPort;
    }

    /// Where its API answers on its own host.
    public String url() {
        return "http://127.0.0.1:" + apiPort;
    }

    public String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    public Reply get(String path) {
        return host.call(() -> Http.get(url() + path));
    }

    public Reply management(String path) {
        return host.call(() -> Http.get(managementUrl() + path));
    }

    /// Shares a file or folder under a name and returns the answer.
    public Reply share(Path path, String as) {
        var json =
                "{\"share\":{\"path\":" + quote(path.toString()) + ",\"name\":" + quote(as) + "}}";
        return host.call(() -> Http.postJson(url() + "/api/v1/torrents", json));
    }

    /// Fetches a name, magnet or infohash into its own folder and returns the answer, not the end
    /// of the fetch.
    public Reply fetch(String source) {
        var json = "{\"fetch\":{\"source\":" + quote(source) + "}}";
        return host.call(() -> Http.postJson(url() + "/api/v1/torrents", json));
    }

    /// The same, into another folder.
    public Reply fetch(String source, Path output) {
        var json =
                "{\"fetch\":{\"source\":"
                        + quote(source)
                        + ",\"output\":"
                        + quote(output.toString())
                        + "}}";
        return host.call(() -> Http.postJson(url() + "/api/v1/torrents", json));
    }

    /// The state of all its torrents.
    public List<Json.Node> torrents() {
        return get("/api/v1/torrents").expect(200).json().get("torrents").list();
    }

    /// The state of the torrent of this name, if the daemon has it.
    public Optional<Json.Node> torrent(String title) {
        return torrents().stream().filter(node -> isCalled(node, title)).findFirst();
    }

    private static boolean isCalled(Json.Node torrent, String title) {
        return torrent.get("name").text().equals(title)
                || (torrent.has("catalogueName")
                        && torrent.get("catalogueName").text().equals(title));
    }

    /// Waits until everything of a torrent is verified.
    public Json.Node awaitComplete(String title, Duration timeout) {
        Await.until(
                title + " complete at " + name,
                timeout,
                () -> isComplete(title),
                () -> describe(title));
        return torrent(title).orElseThrow();
    }

    public boolean isComplete(String title) {
        return torrent(title)
                .filter(
                        node ->
                                node.get("verifiedLength").number()
                                        == node.get("totalLength").number())
                .filter(node -> node.get("state").text().equalsIgnoreCase("seeding"))
                .isPresent();
    }

    private String describe(String title) {
        return running.isAlive() ? String.valueOf(torrent(title)) : running.transcript();
    }

    private static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
