package io.seedpod.peer.cli.text;

import java.util.ArrayList;
import java.util.List;

/// Lines in columns, each as wide as its widest cell. Columns whose title ends in `>` are
/// right-aligned.
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> rightAligned = new ArrayList<>();

    public Table(String... titles) {
        var header = new ArrayList<String>();
        for (var title : titles) {
            rightAligned.add(title.endsWith(">"));
            header.add(title.endsWith(">") ? title.substring(0, title.length() - 1) : title);
        }
        rows.add(List.copyOf(header));
    }

    public Table row(String... cells) {
        if (cells.length != rightAligned.size()) {
            throw new IllegalArgumentException(
                    "%d cells (expected: %d)".formatted(cells.length, rightAligned.size()));
        }
        rows.add(List.of(cells));
        return this;
    }

    /// The lines, the titles first, no trailing blanks.
    public List<String> lines() {
        var widths = new int[rightAligned.size()];
        for (var row : rows) {
            for (var column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], Words.width(row.get(column)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (var column = 0; column < widths.length; column++) {
            var cell = row.get(column);
            var padding = " ".repeat(widths[column] - Words.width(cell));
            line.append(column == 0 ? "" : "  ")
                    .append(rightAligned.get(column) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
