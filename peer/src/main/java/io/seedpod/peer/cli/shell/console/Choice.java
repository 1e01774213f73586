package io.seedpod.peer.cli.shell.console;

import java.util.List;
import java.util.Locale;

/// A list that typing makes shorter and one of which is marked. Pure: keys in, rows out.
final class Choice {
    private final List<String> all;
    private List<String> shown;
    private String typed = "";
    private int marked;

    Choice(List<String> all) {
        this.all = List.copyOf(all);
        this.shown = this.all;
    }

    String typed() {
        return typed;
    }

    /// Marks the one so many rows below; the ends are joined.
    void move(int rows) {
        marked = shown.isEmpty() ? 0 : Math.floorMod(marked + rows, shown.size());
    }

    void type(String letters) {
        filter(typed + letters);
    }

    void erase() {
        filter(typed.isEmpty() ? "" : typed.substring(0, typed.length() - 1));
    }

    private void filter(String wanted) {
        typed = wanted;
        var part = wanted.toLowerCase(Locale.ROOT);
        shown = all.stream().filter(it -> it.toLowerCase(Locale.ROOT).contains(part)).toList();
        marked = 0;
    }

    /// The marked one; empty when nothing matches.
    String chosen() {
        return shown.isEmpty() ? "" : shown.get(marked);
    }

    /// So many rows at most, the marked one among them with an arrow before it.
    List<String> window(int rows) {
        int first = Math.clamp(marked - rows / 2L, 0, Math.max(0, shown.size() - rows));
        return java.util.stream.IntStream.range(first, Math.min(shown.size(), first + rows))
                .mapToObj(row -> (row == marked ? "> " : "  ") + shown.get(row))
                .toList();
    }
}
