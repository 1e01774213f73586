package io.seedpod.blackbox.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/// A switch with hosts on it, made of network namespaces and removed on closing. Needs root.
///
/// Each host has an address of its own in 10.77.0.0/24, which exists nowhere outside the
/// namespaces, so several networks may run beside each other.
public final class Network implements AutoCloseable {
    private final String prefix =
            "seedpod-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
    private final List<NetworkHost> hosts = new ArrayList<>();
    private final AtomicBoolean removed = new AtomicBoolean();

    public Network() {
        requireTools();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        ip("netns add " + prefix + "-sw");
        ip("-n " + prefix + "-sw link add br0 type bridge");
        ip("-n " + prefix + "-sw link set br0 up");
    }

    /// Fails, loudly, when this machine lacks what the interop tests need.
    public static void requireTools() {
        var missing = new ArrayList<String>();
        for (var tool :
                List.of("ip", "tc", "nft", "aria2c", "transmission-daemon", "opentracker")) {
            if (!Shell.has(tool)) {
                missing.add(tool);
            }
        }
        if (!missing.isEmpty()) {
            throw new AssertionError(
                    "missing "
                            + missing
                            + " (apt install aria2 transmission-daemon"
                            + " transmission-cli opentracker nftables iproute2)");
        }
        if (!Shell.run("id", "-u").strip().equals("0")) {
            throw new AssertionError("network namespaces need root");
        }
    }

    /// Adds a host.
    public NetworkHost host() {
        var number = hosts.size() + 1;
        var name = prefix + "-h" + number;
        ip("netns add " + name);
        var host = new NetworkHost(name, "10.77.0." + number);
        hosts.add(host);
        ip(
                "link add eth0 netns "
                        + name
                        + " type veth peer name v"
                        + number
                        + " netns "
                        + prefix
                        + "-sw");
        ip("-n " + prefix + "-sw link set v" + number + " master br0 up");
        ip("-n " + name + " addr add " + host.address() + "/24 dev eth0");
        ip("-n " + name + " link set lo up");
        ip("-n " + name + " link set eth0 up");
        return host;
    }

    /// Ends what still runs in the namespaces and removes them; happens at the end of the JVM too.
    @Override
    public void close() {
        if (removed.getAndSet(true)) {
            return;
        }
        for (var host : hosts) {
            Shell.run("ip", "netns", "pids", host.namespace())
                    .lines()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).stream())
                    .forEach(ProcessHandle::destroyForcibly);
            ip("netns del " + host.namespace());
        }
        ip("netns del " + prefix + "-sw");
    }

    private static void ip(String words) {
        Shell.run(("ip " + words).split(" "));
    }
}
