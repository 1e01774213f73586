package io.seedpod.peer.cli.task;

import io.seedpod.peer.cli.text.Words;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Makes one clear line and an exit code of everything that goes wrong; a stack trace only with
/// `--debug`.
public final class CommandErrors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /// The exit code for a kind of trouble.
    public static ExitCode exitCode(Trouble trouble) {
        return switch (trouble) {
            case USAGE -> ExitCode.USAGE;
            case TRACKER -> ExitCode.TRACKER;
            case UNKNOWN_NAME -> ExitCode.UNKNOWN_NAME;
            case NO_PEERS -> ExitCode.NO_PEERS;
            case NAME_CONFLICT -> ExitCode.NAME_CONFLICT;
            case PORT_IN_USE -> ExitCode.PORT_IN_USE;
            case STORAGE -> ExitCode.STORAGE;
            case BAD_TORRENT -> ExitCode.BAD_TORRENT;
            case VERIFICATION -> ExitCode.VERIFICATION;
            case REFUSED -> ExitCode.REFUSED;
        };
    }

    @Override
    public int handleExecutionException(
            Exception thrown, CommandLine commandLine, @Nullable ParseResult fullParseResult) {
        var exception = unwrap(thrown);
        var output = commandLine.getCommand() instanceof PeerTask task ? task.output() : null;
        var code =
                exception instanceof SessionException known
                        ? exitCode(known.trouble())
                        : ExitCode.INTERNAL;
        var message =
                code == ExitCode.INTERNAL
                        ? "internal error: %s (a bug of ours: run again with --debug and report it)"
                                .formatted(exception)
                        : String.valueOf(exception.getMessage());
        if (output != null && output.isJson()) {
            output.screen()
                    .event(
                            "error",
                            Map.of(
                                    "exitCode",
                                    code.code(),
                                    "kind",
                                    code.name(),
                                    "message",
                                    message));
        } else {
            commandLine
                    .getErr()
                    .println(
                            commandLine.getCommandSpec().qualifiedName()
                                    + ": "
                                    + Words.printable(message));
        }
        if (output != null && output.isDebug()) {
            var trace = new StringWriter();
            exception.printStackTrace(new PrintWriter(trace));
            commandLine.getErr().print(trace);
        }
        commandLine.getErr().flush();
        return code.code();
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        var commandLine = exception.getCommandLine();
        var name = commandLine.getCommandSpec().qualifiedName();
        commandLine.getErr().println(name + ": " + firstLine(exception.getMessage()));
        if (!UnmatchedArgumentException.printSuggestions(exception, commandLine.getErr())) {
            commandLine.getErr().println("try: " + name + " --help");
        }
        commandLine.getErr().flush();
        return ExitCode.USAGE.code();
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "wrong usage" : message.lines().findFirst().orElse("wrong usage");
    }

    private static Throwable unwrap(Throwable thrown) {
        var cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? unwrap(cause) : thrown;
    }
}
