package io.seedpod.tracker.doctor;

import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.Listening;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/// Ports: free, or held by a tracker of ours that answers.
final class PortChecks {
    private static final String PRODUCT = "SeedPod tracker";

    private PortChecks() {}

    /// Opens and closes a socket.
    @FunctionalInterface
    private interface Binding {
        void tryOut(InetSocketAddress address) throws IOException;
    }

    static List<Finding> run(Listening listening, RunningTracker running) {
        return List.of(
                udp(listening, running), tcp(listening, running), management(listening, running));
    }

    private static Finding udp(Listening listening, RunningTracker running) {
        String trouble =
                trouble(
                        listening.host(),
                        listening.port(),
                        address -> new DatagramSocket(address).close());
        if (trouble.isEmpty()) {
            return Finding.ok("udp port", listening.port() + " is free");
        }
        var micros = running.udpRoundTripMicros();
        return micros.isPresent()
                ? Finding.ok(
                        "udp port",
                        "%d: a tracker runs there and answers in %.1f ms"
                                .formatted(listening.port(), micros.getAsLong() / 1_000.0))
                : taken("udp port", listening.port(), trouble, "--port");
    }

    private static Finding tcp(Listening listening, RunningTracker running) {
        String trouble = trouble(listening.host(), listening.port(), PortChecks::tryTcp);
        if (trouble.isEmpty()) {
            return Finding.ok("tcp port", listening.port() + " is free");
        }
        return running.http("/api/v1/tracker")
                .filter(it -> it.body().contains(PRODUCT))
                .map(_ -> Finding.ok("tcp port", listening.port() + ": a tracker of ours answers"))
                .orElseGet(() -> taken("tcp port", listening.port(), trouble, "--port"));
    }

    private static Finding management(Listening listening, RunningTracker running) {
        String check = "probes port";
        int port = listening.managementPort();
        String trouble = trouble(listening.managementHost(), port, PortChecks::tryTcp);
        if (trouble.isEmpty()) {
            return Finding.ok(check, port + " is free");
        }
        var answer = running.management("/q/health/ready");
        if (answer.isEmpty() || !answer.get().body().contains("\"checks\"")) {
            return taken(check, port, trouble, "--management-port");
        }
        return answer.get().status() == 200
                ? Finding.ok(check, port + ": the tracker there is ready")
                : Finding.warning(
                        check,
                        port + ": the tracker there is not ready",
                        "a load balancer sends it nobody",
                        "see http://HOST:" + port + "/q/health/ready and its log");
    }

    private static void tryTcp(InetSocketAddress address) throws IOException {
        new ServerSocket(address.getPort(), 1, address.getAddress()).close();
    }

    /// Why it cannot be listened on; empty = it can.
    private static String trouble(String host, int port, Binding binding) {
        try {
            binding.tryOut(
                    host.isEmpty()
                            ? new InetSocketAddress(port)
                            : new InetSocketAddress(InetAddress.getByName(host), port));
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Finding taken(String check, int port, String trouble, String flag) {
        boolean inUse = trouble.contains("in use");
        return Finding.wrong(
                inUse ? ExitCode.PORT_IN_USE : ExitCode.USAGE,
                check,
                port
                        + (inUse
                                ? " is held by a program that is no tracker of ours"
                                : ": " + trouble),
                "the tracker cannot listen there",
                inUse
                        ? "stop that program (ss -lnup, ss -lntp) or choose another with " + flag
                        : "choose another with " + flag + " or --host");
    }
}
