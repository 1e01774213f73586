package io.seedpod.peer.cli.shell.console;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/// Stops this process and those started with it, as Ctrl-Z does elsewhere, until its user's shell
/// lets it go on (`fg`). Meanwhile the terminal is as it was found, and transfers of this process
/// rest, too. Where nobody could let it go on, nothing happens.
public final class Suspension {
    private final Terminal terminal;
    private final Attributes found;

    /// @param found how the terminal was before it was ours
    public Suspension(Terminal terminal, Attributes found) {
        this.terminal = terminal;
        this.found = found;
    }

    /// Comes back when the process goes on.
    public void suspend() {
        var ours = terminal.getAttributes();
        terminal.setAttributes(found);
        try {
            // To all of the process group, the one that sends it included: it ends when they go on.
            new ProcessBuilder("sh", "-c", "kill -s TSTP 0")
                    .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            // No shell: then none is there to come back from, either.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            terminal.setAttributes(ours);
        }
    }
}
