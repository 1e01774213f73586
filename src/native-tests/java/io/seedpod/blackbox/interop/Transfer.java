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
import java.util.concurrent.atomic.AtomicInteger;

/// Plain traffic between two hosts, to check the network itself.
final class Transfer {
    private static final int SILENCE_MILLIS = 1_000;
    private static final int CONNECT_MILLIS = 1_500;

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
                    try (var socket = new Socket(from.address(), server.getLocalPort())) {
                        var started = System.nanoTime();
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

    /// How many of `count` datagrams reach the other host.
    static int datagramsThatArrive(Host from, Host to, int count) {
        var receiver = to.call(() -> new DatagramSocket(0));
        var arrived = new AtomicInteger();
        var reading =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    var packet = new DatagramPacket(new byte[64], 64);
                                    try {
                                        receiver.setSoTimeout(SILENCE_MILLIS);
                                        while (true) {
                                            receiver.receive(packet);
                                            arrived.incrementAndGet();
                                        }
                                    } catch (SocketTimeoutException _) {
                                        // all that came has come
                                    } catch (IOException failure) {
                                        throw new IllegalStateException(failure);
                                    }
                                });
        return from.call(
                () -> {
                    try (var sender = new DatagramSocket()) {
                        var target = InetAddress.getByName(to.address());
                        for (var index = 0; index < count; index++) {
                            var packet =
                                    new DatagramPacket(
                                            new byte[32], 32, target, receiver.getLocalPort());
                            sender.send(packet);
                            if (index % 50 == 49) {
                                Thread.sleep(1);
                            }
                        }
                    }
                    reading.join();
                    receiver.close();
                    return arrived.get();
                });
    }

    /// True when a server on that port of the host can be connected to.
    static boolean connects(Host from, Host to, int port) {
        return to.call(
                () -> {
                    try (var _ = new ServerSocket(port)) {
                        return from.call(() -> reaches(to.address(), port));
                    }
                });
    }

    private static boolean reaches(String address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
