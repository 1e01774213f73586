package io.seedpod.blackbox.demo;

import io.seedpod.blackbox.harness.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Shows one line per fetch: redrawn in place on a terminal, printed every few seconds elsewhere.
final class ProgressBoard {
    /// All of a line but its bar, where nothing is longer than usual.
    private static final int BESIDE_BAR = 65;

    private static final int NARROWEST_BAR = 8;
    private static final int WIDEST_BAR = 30;
    private static final long PLAIN_PERIOD_NANOS = 3_000_000_000L;
    private final PrintStream out;
    private final boolean terminal;
    private final int columns;
    private int drawn;
    private long lastPlainNanos = System.nanoTime() - PLAIN_PERIOD_NANOS / 2;

    /// @param columns of the terminal: a line that wraps cannot be redrawn; 0: no terminal
    ProgressBoard(PrintStream out, int columns) {
        this.out = out;
        this.terminal = columns > 0;
        this.columns = columns;
    }

    /// Shows the lines; `last` shows them once more in any case.
    void show(List<String> lines, boolean last) {
        if (terminal) {
            var text = new StringBuilder();
            if (drawn > 0) {
                text.append("\033[").append(drawn).append('A');
            }
            lines.forEach(line -> text.append("\r\033[2K").append(cut(line)).append('\n'));
            out.print(text);
            out.flush();
            drawn = lines.size();
        } else if (last || System.nanoTime() - lastPlainNanos >= PLAIN_PERIOD_NANOS) {
            lastPlainNanos = System.nanoTime();
            lines.forEach(out::println);
        }
    }

    /// One fetch in one line: bar, share, rate, peers, time left.
    String line(String peer, String name, Json.Node torrent) {
        var total = torrent.get("totalLength").number();
        var verified = torrent.get("verifiedLength").number();
        var share = total <= 0 ? 0 : (double) verified / total;
        var parts = new ArrayList<String>();
        parts.add("  %-6s %-10s".formatted(peer, name));
        if (terminal) {
            var bar = Math.clamp(columns - BESIDE_BAR, NARROWEST_BAR, WIDEST_BAR);
            var full = (int) (share * bar);
            parts.add("[" + "#".repeat(full) + ".".repeat(bar - full) + "]");
        }
        parts.add(String.format(Locale.ROOT, "%5.1f%%", share * 100));
        var state = torrent.get("state").text().toLowerCase(Locale.ROOT);
        if (state.equals("seeding")) {
            parts.add("verified");
        } else {
            parts.add(rate((double) torrent.get("downloadRate").number()));
            parts.add(torrent.get("peers").list().size() + " peers");
            parts.add(
                    state.equals("downloading")
                            ? "ETA " + time(torrent.get("etaSeconds").number())
                            : state);
        }
        return String.join("  ", parts);
    }

    private String cut(String line) {
        return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 1));
    }

    static String rate(double bytesPerSecond) {
        return String.format(Locale.ROOT, "%5.1f MiB/s", bytesPerSecond / (1 << 20));
    }

    static String amount(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.2f GiB", bytes / (double) (1 << 30))
                : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }

    private static String time(long seconds) {
        return seconds < 0 ? "-" : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
