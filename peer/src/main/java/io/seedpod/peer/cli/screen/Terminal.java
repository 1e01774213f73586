package io.seedpod.peer.cli.screen;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The terminal behind standard error, if there is one, and how wide it is.
///
/// Linux names the device in `/proc`; elsewhere there is one when the JVM finds a console. The
/// width is asked from `stty`, which every system with terminals has; `COLUMNS` overrules it.
public final class Terminal {
    private static final int USUAL_COLUMNS = 80;

    private final Optional<Path> device;

    private Terminal(Optional<Path> device) {
        this.device = device;
    }

    /// The terminal of standard error; absent when that is a file or a pipe, or `TERM` is `dumb`.
    static Optional<Terminal> ofStandardError() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return Optional.empty();
        }
        var link = Path.of("/proc/self/fd/2");
        if (!Files.isSymbolicLink(link)) {
            return Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .map(_ -> new Terminal(Optional.of(Path.of("/dev/tty"))));
        }
        try {
            var target = Files.readSymbolicLink(link);
            return isTerminal(target.toString())
                    ? Optional.of(new Terminal(Optional.of(target)))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Whether somebody sits at standard input and output.
    public static boolean isInteractive() {
        return isTerminal(Path.of("/proc/self/fd/0")) && isTerminal(Path.of("/proc/self/fd/1"));
    }

    /// Whether the terminal can do no more than lines.
    public static boolean isDumb() {
        var type = System.getenv("TERM");
        return type == null || type.isEmpty() || type.equals("dumb");
    }

    private static boolean isTerminal(Path link) {
        if (!Files.isSymbolicLink(link)) {
            return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        }
        try {
            return isTerminal(Files.readSymbolicLink(link).toString());
        } catch (IOException _) {
            return false;
        }
    }

    static boolean isTerminal(String device) {
        return device.startsWith("/dev/pts/")
                || device.startsWith("/dev/tty")
                || device.equals("/dev/console");
    }

    /// Columns now; 80 when nobody can tell.
    int columns() {
        var fixed = System.getenv("COLUMNS");
        if (fixed != null && fixed.matches("[1-9]\\d{0,3}")) {
            return Integer.parseInt(fixed);
        }
        return device.map(Terminal::askColumns).orElse(USUAL_COLUMNS);
    }

    private static int askColumns(Path device) {
        try {
            var process =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(device.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return USUAL_COLUMNS;
            }
            return parseColumns(
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException _) {
            return USUAL_COLUMNS;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return USUAL_COLUMNS;
        }
    }

    /// Reads `rows columns`.
    static int parseColumns(String answer) {
        var parts = answer.strip().split(" ");
        return parts.length == 2 && parts[1].matches("[1-9]\\d{0,3}")
                ? Integer.parseInt(parts[1])
                : USUAL_COLUMNS;
    }
}
