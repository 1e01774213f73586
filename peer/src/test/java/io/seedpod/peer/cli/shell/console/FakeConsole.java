package io.seedpod.peer.cli.shell.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Lines that were written down before, and what was said.
public final class FakeConsole implements Console {
    public final List<String> said = new CopyOnWriteArrayList<>();
    public final List<String> prompts = new CopyOnWriteArrayList<>();
    private final boolean interactive;
    private final Deque<String> lines;

    public FakeConsole(boolean interactive, String... lines) {
        this.interactive = interactive;
        this.lines = new ArrayDeque<>(List.of(lines));
    }

    @Override
    public Optional<String> read(String prompt) {
        prompts.add(prompt);
        return Optional.ofNullable(lines.poll());
    }

    @Override
    public boolean isInteractive() {
        return interactive;
    }

    @Override
    public void result(String line) {
        said.add(line);
    }

    @Override
    public void notice(String line) {
        said.add(line);
    }

    @Override
    public void event(String event, Map<String, ?> details) {
        // Nobody reads them here.
    }

    @Override
    public void restore() {
        // Nothing was taken.
    }
}
