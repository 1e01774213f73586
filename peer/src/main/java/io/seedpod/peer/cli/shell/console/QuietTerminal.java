package io.seedpod.peer.cli.shell.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.exec.ExecPty;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;

/// The terminal of this process, reached by the programs `tty` and `stty`. It leaves the process'
/// signals alone: they belong to the command that runs the shell.
public final class QuietTerminal extends PosixSysTerminal {
    private QuietTerminal(String type, Pty pty) throws IOException {
        super("peer", type, pty, StandardCharsets.UTF_8, false, SignalHandler.SIG_DFL);
    }

    /// Fails when standard input is no terminal or the programs are missing.
    public static QuietTerminal ofProcess() throws IOException {
        var type = Objects.requireNonNullElse(System.getenv("TERM"), "dumb");
        return new QuietTerminal(
                type, ExecPty.current(new ExecTerminalProvider(), SystemStream.Output));
    }

    /// Remembers the handler without asking the system for the signal.
    @Override
    public SignalHandler handle(Signal signal, SignalHandler handler) {
        var before = handlers.put(signal, handler);
        return before == null ? SignalHandler.SIG_DFL : before;
    }
}
