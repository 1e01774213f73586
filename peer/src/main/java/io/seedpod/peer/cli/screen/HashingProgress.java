package io.seedpod.peer.cli.screen;

import io.seedpod.peer.cli.text.ProgressLine;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Shows how far hashing is. Fed by several threads; one of them at a time draws, a few times a
/// second.
public final class HashingProgress implements AutoCloseable {
    /// What is done so soon needs no progress line.
    private static final long NOT_WORTH_NANOS = 500_000_000;

    private static final long DRAW_EVERY_NANOS = 200_000_000;

    private final Screen screen;
    private final String name;
    private final long startedNanos = System.nanoTime();
    private final AtomicLong drawnNanos = new AtomicLong(startedNanos + NOT_WORTH_NANOS);

    public HashingProgress(Screen screen, String name) {
        this.screen = screen;
        this.name = name;
    }

    public void onProgress(long doneBytes, long totalBytes) {
        var now = System.nanoTime();
        var drawn = drawnNanos.get();
        if (now - drawn >= DRAW_EVERY_NANOS && drawnNanos.compareAndSet(drawn, now)) {
            draw(doneBytes, totalBytes, now);
        }
    }

    private void draw(long doneBytes, long totalBytes, long now) {
        var seconds = Math.max((now - startedNanos) / 1e9, 0.001);
        var rate = (long) (doneBytes / seconds);
        var eta = rate > 0 ? (totalBytes - doneBytes) / rate : -1;
        var figures =
                new ProgressLine.Figures(name, "hashing", doneBytes, totalBytes, rate, 0, -1, eta);
        screen.progress(
                figures,
                Map.of("name", name, "state", "HASHING", "done", doneBytes, "total", totalBytes),
                now);
    }

    /// Takes the line away.
    @Override
    public void close() {
        screen.clear();
    }
}
