package io.seedpod.blackbox.harness;

import io.seedpod.blackbox.harness.Http.Reply;
import io.seedpod.blackbox.harness.Programs.Program;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A running tracker: its ports as its ready line told them, and its HTTP surface.
public final class TrackerProcess {
    private static final String READY =
            "^seedpod tracker ready: udp\\+http \\S*:(\\d+), management \\S*:(\\d+), data (.+)$";

    /// Time for a last word to be heard. Who is silent is forgotten 20 s after its end or later.
    public static final Duration FAREWELL = Duration.ofSeconds(15);

    private final World world;
    private final Host host;
    private final Path data;
    private final Running running;
    private final int port;
    private final int managementPort;

    TrackerProcess(World world, Host host, Path data, List<String> further) {
        this(world, host, data, further, Ports.free());
    }

    /// @param wantedPort not one of those that the kernel gives away: while the tracker is away, a
    ///     connection that is tried to it might get that for its own end
    private TrackerProcess(
            World world, Host host, Path data, List<String> further, int wantedPort) {
        this.world = world;
        this.host = host;
        this.data = data;
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("--port", Integer.toString(wantedPort)));
        arguments.addAll(List.of("--data", data.toString()));
        arguments.addAll(Ports.anyUnless(further, "--management-port"));
        arguments.addAll(further);
        this.running =
                world.start(host, "tracker", "tracker", Program.TRACKER, Map.of(), arguments);
        var ready = running.awaitLine(READY, World.START);
        this.port = Integer.parseInt(ready.group(1));
        this.managementPort = Integer.parseInt(ready.group(2));
    }

    /// Starts another one with the same data on the same port; this one must have ended.
    public TrackerProcess again(String... arguments) {
        return new TrackerProcess(world, host, data, List.of(arguments), port);
    }

    public Running running() {
        return running;
    }

    public Path data() {
        return data;
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    /// `host:port`, as `--tracker` takes it.
    public String endpoint() {
        return host.address() + ":" + port;
    }

    public String url() {
        return "http://" + endpoint();
    }

    public String announceUrl() {
        return url() + "/announce";
    }

    public String udpUrl() {
        return "udp://" + endpoint();
    }

    public Reply get(String path) {
        return host.call(() -> Http.get(url() + path));
    }

    public Reply management(String path) {
        return host.call(() -> Http.get(managementUrl() + path));
    }

    public String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    /// The path of a name in the catalogue.
    public static String namePath(String name) {
        return "/api/v1/names/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The catalogue's record of a name that must be there.
    public Json.Node name(String name) {
        return get(namePath(name)).expect(200).json();
    }

    /// Waits until the tracker knows this many seeders of a name.
    public void awaitSeeders(String name, int count) {
        Await.until(
                count + " seeders of " + name,
                World.START,
                () -> name(name).get("seeders").number() >= count,
                () -> get(namePath(name)).text() + "\n" + world.transcript());
    }

    /// Waits until no more than this many seeders of a name are left. Whoever goes without a word
    /// is listed for longer than this waits.
    public void awaitLeft(String name, int count) {
        Await.until(
                count + " seeders of " + name + " are left",
                FAREWELL,
                () -> name(name).get("seeders").number() <= count,
                () -> get(namePath(name)).text() + "\n" + world.transcript());
    }

    /// The peers of the swarm behind a name, as the tracker shows them.
    public List<Json.Node> swarm(String infoHash) {
        return get("/api/v1/swarms/" + infoHash).expect(200).json().get("peers").list();
    }
}
