package io.seedpod.benchmarks.startup;

import io.seedpod.benchmarks.system.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A program of ours that runs, from its start until it is closed. Times run from just before the
/// fork, so they hold the execution of `java` or of the executable, loader included.
final class Service implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Child program;
    private final BufferedReader output;
    private final Path errors;
    private final int port;
    private final long begunNanos;

    private Service(Child program, Path errors, int port, long begunNanos) {
        this.program = program;
        this.output =
                new BufferedReader(new InputStreamReader(program.output(), StandardCharsets.UTF_8));
        this.errors = errors;
        this.port = port;
        this.begunNanos = begunNanos;
    }

    static Service start(Program program, Path home, int port, int trackerPort) throws IOException {
        Files.createDirectories(home);
        var errors = home.resolve("errors");
        var builder = new ProcessBuilder(program.command(home, port, trackerPort));
        builder.redirectError(errors.toFile());
        long begun = System.nanoTime();
        return new Service(Child.start(builder, home), errors, port, begun);
    }

    /// Seconds until it said that it is ready.
    double awaitLine() throws IOException {
        var line = output.readLine();
        double seconds = seconds();
        if (line == null || !line.contains(" ready: ")) {
            throw new IOException("it said '" + line + "': " + Files.readString(errors));
        }
        return seconds;
    }

    /// Seconds until its readiness probe answered 200. Call it after [#awaitLine]: nobody asks
    /// before, so that no asking is in the figures.
    double awaitReady() throws IOException, InterruptedException {
        while (!status().startsWith("HTTP/1.1 200")) {
            if (System.nanoTime() - begunNanos > PATIENCE_NANOS) {
                throw new IOException("not ready after a minute: " + Files.readString(errors));
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return seconds();
    }

    private String status() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port + 1)) {
            var request = "GET /q/health/ready HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            var line = answer.readLine();
            return line == null ? "" : line;
        }
    }

    private double seconds() {
        return (System.nanoTime() - begunNanos) / 1e9;
    }

    /// What the system knows of it.
    Child program() {
        return program;
    }

    @Override
    public void close() throws IOException {
        program.close();
        output.close();
    }
}
