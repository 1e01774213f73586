package io.seedpod.tracker.doctor;

import io.seedpod.tracker.ask.PlainHttp;
import io.seedpod.tracker.config.Listening;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/// A tracker that may already run where one is to be started, asked over its sockets.
final class RunningTracker {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int UDP_TRIES = 3;

    /// BEP 15: what begins a connect, and how long the answer is.
    private static final long PROTOCOL = 0x41727101980L;

    private static final int CONNECT_LENGTH = 16;

    private final Listening listening;

    RunningTracker(Listening listening) {
        this.listening = listening;
    }

    private static InetAddress address(String host) throws IOException {
        return host.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
    }

    /// How long a UDP tracker took to answer a connect, in microseconds; empty if none did.
    OptionalLong udpRoundTripMicros() {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(address(listening.host()), listening.port()));
            socket.setSoTimeout(TIMEOUT_MILLIS / UDP_TRIES);
            int transaction = ThreadLocalRandom.current().nextInt();
            for (int i = 0; i < UDP_TRIES; i++) {
                long started = System.nanoTime();
                if (isConnected(socket, transaction)) {
                    return OptionalLong.of((System.nanoTime() - started) / 1_000);
                }
            }
        } catch (IOException _) {
            // Nobody there.
        }
        return OptionalLong.empty();
    }

    private static boolean isConnected(DatagramSocket socket, int transaction) throws IOException {
        var request = ByteBuffer.allocate(CONNECT_LENGTH).putLong(PROTOCOL).putInt(0);
        request.putInt(transaction);
        var reply = new DatagramPacket(new byte[64], 64);
        try {
            socket.send(new DatagramPacket(request.array(), CONNECT_LENGTH));
            socket.receive(reply);
        } catch (java.net.SocketTimeoutException _) {
            return false;
        }
        var answer = ByteBuffer.wrap(reply.getData());
        return reply.getLength() == CONNECT_LENGTH
                && answer.getInt() == 0
                && answer.getInt() == transaction;
    }

    /// Asks the tracker itself; empty if nothing that speaks HTTP answers.
    Optional<PlainHttp.Answer> http(String path) {
        return ask(listening.host(), listening.port(), path);
    }

    /// Asks for probes and metrics.
    Optional<PlainHttp.Answer> management(String path) {
        return ask(listening.managementHost(), listening.managementPort(), path);
    }

    private static Optional<PlainHttp.Answer> ask(String host, int port, String path) {
        try {
            return Optional.of(PlainHttp.get(new InetSocketAddress(address(host), port), path));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
