package io.seedpod.peer.cli.shell.console;

import io.seedpod.peer.cli.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/// Lets somebody choose a file by arrow keys, or by typing a part of its name.
public final class Picker {
    private static final int MOST_ROWS = 12;
    private static final int MOST_FILES = 10_000;

    private final Terminal terminal;

    public Picker(Terminal terminal) {
        this.terminal = terminal;
    }

    /// What a key means.
    private enum Key {
        UP,
        DOWN,
        ERASE,
        CHOOSE,
        LEAVE,
        LETTER
    }

    /// Files and folders to choose from, without hidden ones, in order.
    public static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .limit(MOST_FILES)
                    .sorted()
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    public static List<String> names(Path folder) {
        return files(folder).stream().map(file -> String.valueOf(file.getFileName())).toList();
    }

    /// The one that is chosen; empty when it is none.
    public String choose(String question, List<String> all) {
        var before = terminal.enterRawMode();
        var display = new Display(terminal, false);
        var keys = new BindingReader(terminal.reader());
        var map = keys();
        var choice = new Choice(all);
        try {
            while (true) {
                draw(display, question, choice);
                var key = keys.readBinding(map);
                switch (key == null ? Key.LEAVE : key) {
                    case UP -> choice.move(-1);
                    case DOWN -> choice.move(1);
                    case ERASE -> choice.erase();
                    case LETTER -> choice.type(keys.getLastBinding());
                    case CHOOSE -> {
                        return choice.chosen();
                    }
                    case LEAVE -> {
                        return "";
                    }
                }
            }
        } finally {
            display.update(List.of(), 0);
            terminal.setAttributes(before);
        }
    }

    private void draw(Display display, String question, Choice choice) {
        display.resize(terminal.getHeight(), terminal.getWidth());
        var lines = new ArrayList<AttributedString>();
        lines.add(new AttributedString(question + " " + choice.typed()));
        choice.window(Math.clamp(terminal.getHeight() - 2L, 1, MOST_ROWS))
                .forEach(row -> lines.add(new AttributedString(fit(row))));
        display.update(lines, -1);
        terminal.flush();
    }

    private String fit(String row) {
        return Words.fit(Words.printable(row), Math.max(1, terminal.getWidth() - 1));
    }

    private KeyMap<Key> keys() {
        var map = new KeyMap<Key>();
        map.setNomatch(Key.LETTER);
        map.setUnicode(Key.LETTER);
        for (char letter = ' '; letter < 127; letter++) {
            map.bind(Key.LETTER, String.valueOf(letter));
        }
        bind(map, Key.UP, KeyMap.key(terminal, Capability.key_up), "\u001b[A", "\u001bOA");
        bind(map, Key.DOWN, KeyMap.key(terminal, Capability.key_down), "\u001b[B", "\u001bOB");
        bind(map, Key.ERASE, "\u007f", "\b");
        bind(map, Key.CHOOSE, "\r", "\n");
        bind(map, Key.LEAVE, KeyMap.esc(), KeyMap.ctrl('C'), KeyMap.ctrl('D'));
        map.setAmbiguousTimeout(200);
        return map;
    }

    private static void bind(KeyMap<Key> map, Key key, String... sequences) {
        Arrays.stream(sequences).filter(it -> it != null).forEach(it -> map.bind(key, it));
    }
}
