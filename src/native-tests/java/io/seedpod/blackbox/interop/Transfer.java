package io.seedpod.blackbox.interop;

import io.seedpod.blackbox.harness.Host;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Plain traffic between two hosts, to check the network itself.
final class Transfer {
    private static final int HANDFUL = 100;
    private static final int SILENCE_MILLIS = 100;
    private static final int LAST_SILENCE_MILLIS = 3_000;

    private Transfer() {}

    /// How long a TCP stream of this length takes from one host to another.
    static long nanosToSend(Host from, Host to, int length) {
        var server = from.call(() -> new ServerSocket(0));
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (var socket = server.accept()) {
                                socket.getOutputStream().write(new byte[length]);
                            } catch (IOException _) {
                                // the reader sees a short stream
                            }
                        });
        return to.call(
                () -> {
                    // Before the connection: what comes on it is not waited for by the other side.
                    var started = System.nanoTime();
                    try (var socket = new Socket(from.address(), server.getLocalPort())) {
                        var count = socket.getInputStream().readAllBytes().length;
                        if (count != length) {
                            throw new IOException("short stream: " + count);
                        }
                        return System.nanoTime() - started;
                    } finally {
                        server.close();
                    }
                });
    }

    /// How many of `count` datagrams reach the other host. They go in handfuls that any receive
    /// buffer holds, each read to its end before the next: what is missing was lost on the way.
    static int datagramsThatArrive(Host from, Host to, int count) {
        var receiver = to.call(() -> new DatagramSocket(0));
        return from.call(
                () -> {
                    var arrived = 0;
                    try (receiver;
                            var sender = new DatagramSocket()) {
                        var target = InetAddress.getByName(to.address());
                        for (var sent = 0; sent < count; sent += HANDFUL) {
                            for (var index = 0; index < Math.min(HANDFUL, count - sent); index++) {
                                sender.send(
                                        new DatagramPacket(
                                                new byte[32], 32, target, receiver.getLocalPort()));
                            }
                            arrived += readAll(receiver, SILENCE_MILLIS);
                        }
                        arrived += readAll(receiver, LAST_SILENCE_MILLIS);
                    }
                    return arrived;
                });
    }

    private static int readAll(DatagramSocket receiver, int silenceMillis) throws IOException {
        var packet = new DatagramPacket(new byte[64], 64);
        receiver.setSoTimeout(silenceMillis);
        for (var arrived = 0; ; arrived++) {
            try {
                receiver.receive(packet);
            } catch (SocketTimeoutException silence) {
                return arrived;
            }
        }
    }

    /// True when a server on that port of the host can be connected to in this time.
    static boolean connects(Host from, Host to, int port, Duration within) {
        return to.call(
                () -> {
                    try (var _ = new ServerSocket(port)) {
                        return from.call(() -> reaches(to.address(), port, within));
                    }
                });
    }

    private static boolean reaches(String address, int port, Duration within) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address, port), Math.toIntExact(within.toMillis()));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
