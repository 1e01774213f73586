package io.seedpod.peer.cli.screen;

import io.seedpod.peer.cli.text.ProgressLine;
import io.seedpod.peer.cli.text.Words;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a command shows. Results go to standard output; progress, notices and errors to standard
/// error.
///
/// On a terminal progress is one line rewritten in place; elsewhere a plain line every few seconds.
/// With `--json` standard output carries one JSON object per line, each with its `event`, and
/// standard error stays empty. Names of strangers cannot move the cursor. One thread at a time.
public final class Screen {
    private static final long PLAIN_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long JSON_EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long WIDTH_EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final Optional<Terminal> terminal;

    private int columns;
    private long widthAskedNanos;
    private long shownNanos;
    private boolean shownBefore;
    private boolean lineIsOpen;

    Screen(PrintStream out, PrintStream err, boolean json, Optional<Terminal> terminal) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.terminal = json ? Optional.empty() : terminal;
    }

    /// The screen of this process.
    public static Screen ofProcess(boolean json, PrintStream out, PrintStream err) {
        return new Screen(out, err, json, Terminal.ofStandardError());
    }

    public boolean isJson() {
        return json;
    }

    /// A line of the outcome, for people; with `--json` nothing.
    public void result(String line) {
        clear();
        if (!json) {
            out.println(Words.printable(line));
            out.flush();
        }
    }

    /// An event for scripts, its details in their own order or, where they have none, by name.
    /// Without `--json` nothing.
    public void event(String event, Map<String, ?> details) {
        if (json) {
            var object = new LinkedHashMap<String, Object>();
            object.put("event", event);
            object.putAll(details instanceof LinkedHashMap ? details : new TreeMap<>(details));
            out.println(Json.format(object));
            out.flush();
        }
    }

    /// Something worth knowing that is not the outcome.
    public void notice(String line) {
        clear();
        if (json) {
            event("notice", Map.of("message", line));
        } else {
            err.println(Words.printable(line));
        }
    }

    /// How far it is now; shown as often as is good for the reader.
    public void progress(ProgressLine.Figures figures, Object details, long nowNanos) {
        if (json) {
            if (isDue(JSON_EVERY_NANOS, nowNanos)) {
                event("progress", Map.of("torrent", details));
            }
        } else if (terminal.isPresent()) {
            askWidth(terminal.get(), nowNanos);
            err.print(
                    "\r"
                            + Words.printable(ProgressLine.forTerminal(figures, columns - 1))
                            + "\u001b[K");
            err.flush();
            lineIsOpen = true;
        } else if (isDue(PLAIN_EVERY_NANOS, nowNanos)) {
            err.println(Words.printable(ProgressLine.plain(figures)));
        }
    }

    /// Leaves the progress line as it stands and goes on below it.
    public void endProgress() {
        if (lineIsOpen) {
            err.println();
            lineIsOpen = false;
        }
        shownBefore = false;
    }

    /// Takes the progress line away.
    public void clear() {
        if (lineIsOpen) {
            err.print("\r\u001b[K");
            err.flush();
            lineIsOpen = false;
        }
    }

    private boolean isDue(long everyNanos, long nowNanos) {
        if (shownBefore && nowNanos - shownNanos < everyNanos) {
            return false;
        }
        shownBefore = true;
        shownNanos = nowNanos;
        return true;
    }

    private void askWidth(Terminal of, long nowNanos) {
        if (columns == 0 || nowNanos - widthAskedNanos >= WIDTH_EVERY_NANOS) {
            columns = of.columns();
            widthAskedNanos = nowNanos;
        }
    }
}
