package io.seedpod.blackbox.negative;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A program that looks like one of ours from far away and does nothing.
///
/// It prints a help that repeats what it was told, listens with TCP and UDP on every port it is
/// given, and ends with 0, at once or when asked to. `silent` accepts connections and says nothing;
/// `polite` also prints the ready lines of both programs, answers every request with `200 OK` and
/// returns every datagram.
final class Impostor {
    private static final byte[] OK =
            """
            HTTP/1.1 200 OK\r
            Content-Type: application/json\r
            Content-Length: 15\r
            \r
            {"status":"UP"}"""
                    .getBytes(StandardCharsets.US_ASCII);
    private final boolean polite;

    private Impostor(boolean polite) {
        this.polite = polite;
    }

    public static void main(String... words) throws IOException {
        var arguments = List.of(words).subList(1, words.length);
        new Impostor(words[0].equals("polite")).run(arguments);
    }

    private void run(List<String> arguments) throws IOException {
        System.out.println("Usage: seedpod COMMAND [OPTION]...");
        System.out.println("  version 0.1.0, told: " + String.join(" ", arguments));
        System.out.println("Exit codes: 0 always");
        var ports = new ArrayList<Integer>();
        for (var index = 0; index + 1 < arguments.size(); index++) {
            if (arguments.get(index).matches("--([a-z]+-)?port")
                    && arguments.get(index + 1).matches("\\d{1,5}")) {
                ports.add(listen(Integer.parseInt(arguments.get(index + 1))));
            }
        }
        if (ports.isEmpty() || arguments.contains("--help")) {
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
        if (polite) {
            System.out.println(trackerReady(ports));
            System.out.println(peerReady(ports));
        }
    }

    private static String trackerReady(List<Integer> ports) {
        return "seedpod tracker ready: udp+http 127.0.0.1:%d, management 127.0.0.1:%d, data ."
                .formatted(ports.getFirst(), ports.getLast());
    }

    private static String peerReady(List<Integer> ports) {
        return ("seedpod peer ready: bittorrent 127.0.0.1:%d, api http://127.0.0.1:%d,"
                        + " management 127.0.0.1:%d, folder .")
                .formatted(ports.getFirst(), ports.get(ports.size() / 2), ports.getLast());
    }

    /// The port it listens on now; none of the threads is a daemon, so the program stays.
    private int listen(int port) throws IOException {
        if (port > 65_535) {
            return port;
        }
        ServerSocket server;
        try {
            server = new ServerSocket(port);
        } catch (IOException taken) {
            return port;
        }
        Thread.ofPlatform().start(() -> accept(server));
        try {
            var datagrams = new DatagramSocket(server.getLocalPort());
            Thread.ofPlatform().start(() -> receive(datagrams));
        } catch (IOException taken) {
            // TCP alone
        }
        return server.getLocalPort();
    }

    private void accept(ServerSocket server) {
        while (true) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (socket.getInputStream().read(new byte[1 << 16]) >= 0) {
                if (polite) {
                    socket.getOutputStream().write(OK);
                    return;
                }
            }
        } catch (IOException gone) {
            // nobody listens
        }
    }

    private void receive(DatagramSocket socket) {
        var packet = new DatagramPacket(new byte[2048], 2048);
        while (true) {
            try {
                packet.setLength(2048);
                socket.receive(packet);
                if (polite) {
                    socket.send(packet);
                }
            } catch (IOException closed) {
                return;
            }
        }
    }
}
