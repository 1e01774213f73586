package io.seedpod.tracker.replica;

import io.seedpod.model.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The distribution's redis-server on a free port of loopback, keeping nothing on disk.
final class RedisServer implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final List<String> more = new ArrayList<>();
    private int securePort;
    private @Nullable Process process;

    RedisServer(Path folder) throws Exception {
        this.folder = folder;
        port = Ports.free();
        start();
    }

    /// Listens by TLS besides.
    RedisServer(Path folder, StoreCertificate certificate) throws Exception {
        this.folder = folder;
        port = Ports.free();
        securePort = Ports.free();
        while (securePort == port) {
            securePort = Ports.free();
        }
        more.addAll(List.of("--tls-port", Integer.toString(securePort)));
        more.addAll(List.of("--tls-cert-file", certificate.certificate().toString()));
        more.addAll(List.of("--tls-key-file", certificate.key().toString()));
        more.addAll(List.of("--tls-ca-cert-file", certificate.certificate().toString()));
        more.addAll(List.of("--tls-auth-clients", "no"));
        start();
    }

    /// Where it speaks TLS.
    ///
    /// @param host a name or address of loopback
    URI secureUri(String host) {
        return URI.create("rediss://" + host + ":" + securePort);
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /// Starts it, empty; on the same port each time.
    void start() throws Exception {
        var command = new ArrayList<>(List.of("redis-server", "--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        command.addAll(List.of("--dir", folder.toString()));
        command.addAll(more);
        var begun =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("redis.log").toFile())
                        .start();
        process = begun;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!answers()) {
            if (!begun.isAlive() || System.nanoTime() > end) {
                throw new IOException("redis-server does not run: see " + folder);
            }
            Thread.onSpinWait();
        }
    }

    private boolean answers() {
        try {
            return ask("PING").startsWith("+PONG");
        } catch (IOException _) {
            return false;
        }
    }

    /// The first piece of what it answers.
    String ask(String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new byte[65_536];
            int length = socket.getInputStream().read(answer);
            return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.US_ASCII);
        }
    }

    /// kill -9.
    void kill() throws InterruptedException {
        var running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    /// Stops answering without closing anything, or goes on.
    void freeze(boolean frozen) throws Exception {
        var running = java.util.Objects.requireNonNull(process);
        // A shell's own: the program of that name is not on every machine.
        new ProcessBuilder("sh", "-c", "kill -" + (frozen ? "STOP" : "CONT") + " " + running.pid())
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
