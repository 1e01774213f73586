package io.seedpod.blackbox.harness;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks all probes of a management port of this machine, many times a second until the world ends,
/// and notes each answer that differs from the one before.
public final class ProbeWatch implements AutoCloseable {
    /// The answer of a port that nobody listens on.
    public static final int NOBODY = 0;

    private static final Duration CHANGE = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 20;
    private final Map<String, List<Integer>> answers = new LinkedHashMap<>();
    private final Thread asking;
    private volatile boolean over;

    public ProbeWatch(World world, int port) {
        for (var probe : List.of("live", "ready", "started")) {
            answers.put(probe, new ArrayList<>());
        }
        asking = Thread.ofPlatform().name("probes-" + port).start(() -> watch(port));
        world.owns(this);
    }

    private void watch(int port) {
        try {
            while (!over) {
                for (var probe : List.copyOf(answers.keySet())) {
                    note(probe, status(port, probe));
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static int status(int port, String probe) {
        try {
            return Http.get("http://127.0.0.1:" + port + "/q/health/" + probe).status();
        } catch (UncheckedIOException refused) {
            return NOBODY;
        }
    }

    private synchronized void note(String probe, int status) {
        var seen = answers.get(probe);
        if (seen.isEmpty() || seen.getLast() != status) {
            seen.add(status);
        }
    }

    /// The answers of a probe so far, equal neighbours once.
    public synchronized List<Integer> seen(String probe) {
        return List.copyOf(answers.get(probe));
    }

    /// Waits until the last answer is this one.
    public void await(String probe, int status) {
        Await.until(
                probe + " says " + status,
                CHANGE,
                () -> seen(probe).getLast() == status,
                this::toString);
    }

    /// Throws an [AssertionError] unless the answers came in this order. Any may be missing but
    /// 200: phases can be short.
    public void requireOrder(String probe, Integer... allowed) {
        var seen = seen(probe);
        var next = 0;
        for (var status : seen) {
            while (next < allowed.length && !allowed[next].equals(status)) {
                next++;
            }
        }
        if (next == allowed.length || !seen.contains(200)) {
            throw new AssertionError(
                    probe + " was " + seen + " (expected in order: " + List.of(allowed) + ")");
        }
    }

    @Override
    public synchronized String toString() {
        return "probes " + answers;
    }

    @Override
    public void close() {
        over = true;
        try {
            asking.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
