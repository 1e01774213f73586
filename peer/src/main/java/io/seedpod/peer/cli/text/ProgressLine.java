package io.seedpod.peer.cli.text;

/// One line that tells how a transfer goes: bar, per cent, bytes, rate, peers, time left.
///
/// Pure: the width comes in, text goes out, never wider than asked. What matters least leaves first
/// when it is narrow: the bar, then the upload rate, then the bytes; the name gives way down to
/// eight characters.
public final class ProgressLine {
    private static final int WIDEST_BAR = 30;
    private static final int NARROWEST_BAR = 8;
    private static final int SHORTEST_NAME = 8;

    private ProgressLine() {}

    /// What a line shows. `etaSeconds` is negative when nobody can tell, `peers` when it is work
    /// without peers.
    public record Figures(
            String name,
            String state,
            long verified,
            long total,
            long downloadRate,
            long uploadRate,
            int peers,
            long etaSeconds) {

        double share() {
            return total == 0 ? 1 : total < 0 ? 0 : Math.clamp((double) verified / total, 0.0, 1.0);
        }

        /// Per cent, rounded down: 100 only when all is there.
        public String percent() {
            return "%3d%%".formatted((int) Math.floor(share() * 100));
        }

        boolean isKnown() {
            return total >= 0;
        }

        private String amounts() {
            return ByteSize.format(verified) + " of " + ByteSize.format(total);
        }

        private String peerCount() {
            return peers < 0 ? state : peers == 1 ? "1 peer" : peers + " peers";
        }
    }

    /// The line for a log or a pipe: everything, no bar.
    public static String plain(Figures figures) {
        if (!figures.isKnown()) {
            return "%s  %s, %s".formatted(figures.name, figures.state, figures.peerCount());
        }
        return "%s  %s  %s  down %s  up %s  %s  eta %s"
                .formatted(
                        figures.name,
                        figures.percent().strip(),
                        figures.amounts(),
                        ByteSize.formatRate(figures.downloadRate),
                        ByteSize.formatRate(figures.uploadRate),
                        figures.peerCount(),
                        TimeSpan.format(figures.etaSeconds));
    }

    /// The line for a terminal of that many columns.
    public static String forTerminal(Figures figures, int columns) {
        if (!figures.isKnown()) {
            return Words.fit(plain(figures), columns);
        }
        var rate = ByteSize.formatRate(figures.downloadRate);
        var always = "  " + figures.percent() + "  " + rate + "  " + figures.peerCount();
        var eta = "  eta " + TimeSpan.format(figures.etaSeconds);
        var amounts = "  " + figures.amounts();
        var up = figures.uploadRate > 0 ? "  up " + ByteSize.formatRate(figures.uploadRate) : "";
        for (var tail :
                new String[] {
                    always + eta + amounts + up, always + eta + amounts, always + eta, always
                }) {
            var room = columns - tail.length();
            var nameLength =
                    Math.min(
                            Words.width(figures.name),
                            Math.max(SHORTEST_NAME, room - WIDEST_BAR - 4));
            var barLength = Math.min(WIDEST_BAR, room - nameLength - 4);
            if (barLength >= NARROWEST_BAR) {
                return Words.fit(figures.name, nameLength)
                        + "  "
                        + bar(figures.share(), barLength)
                        + tail;
            }
        }
        return Words.fit(
                Words.fit(figures.name, Math.max(SHORTEST_NAME, columns - always.length()))
                        + always,
                columns);
    }

    /// A bar of that many characters with its brackets: `[=====>    ]`.
    static String bar(double share, int length) {
        var inner = length - 2;
        var filled = (int) Math.floor(share * inner);
        var head = filled < inner && filled > 0 ? ">" : "";
        return "[" + "=".repeat(filled - head.length()) + head + " ".repeat(inner - filled) + "]";
    }
}
