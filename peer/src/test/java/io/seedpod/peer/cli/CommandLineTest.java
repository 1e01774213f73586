package io.seedpod.peer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.cli.task.CommandErrors;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private CommandLine line() {
        return PeerCommand.commandLine(CommandLine.defaultFactory())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
    }

    static Stream<String> commands() {
        return PeerCommand.commandLine(CommandLine.defaultFactory())
                .getSubcommands()
                .keySet()
                .stream()
                .filter(command -> !command.equals("help"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTeachesWithExamplesAndExitCodes(String command) {
        assertEquals(0, line().execute(command, "--help"));
        var help = out.toString();
        assertTrue(help.contains("Examples:") && help.contains("  peer "), help);
        assertTrue(help.contains("Exit codes: 0 "), help);
        assertTrue(help.contains("--json") && help.contains("--debug"), help);
    }

    /// Examples are to be copied: a line that wraps is two wrong commands.
    @ParameterizedTest
    @MethodSource("commands")
    void noLineOfTheFooterWraps(String command) {
        var usage = line().getSubcommands().get(command).getCommandSpec().usageMessage();
        for (var line : usage.footer()) {
            assertTrue(line.length() < 80, line.length() + " columns: " + line);
        }
    }

    @Test
    void helpIsACommandToo() {
        assertEquals(0, line().execute("help", "get"));
        assertTrue(out.toString().contains("peer get model.bin --exit"), out.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get                    | peer get: Missing required parameter",
                "get a b                | peer get: Unmatched argument",
                "get a --port x         | peer get: Invalid value for option '--port'",
                "get a --seed-for soon  | peer get: Invalid value for option '--seed-for'",
                "get a --size big       | peer get: Invalid value for option '--size'",
                "get a --zone a/b       | peer get: Invalid value for option '--zone'",
                "get a -o b --chunks c  | peer get: pieces go into one folder",
                "seed x.torrent         | peer seed: what to seed is not clear",
                "frobnicate             | peer: Unmatched argument",
                "''                     | peer: no command given"
            })
    void wrongUsageIsOneLineAndAHint(String arguments, String message) {
        var words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
        assertEquals(2, line().execute(words));
        assertTrue(err.toString().startsWith(message), err.toString());
        assertEquals(2, err.toString().lines().count(), err.toString());
    }

    @Test
    void helpAndWrongUsageNeedNothingStarted() {
        assertEquals(Need.NOTHING, PeerCommand.need(line(), "get", "--help"));
        assertEquals(Need.NOTHING, PeerCommand.need(line(), "get"));
        assertEquals(Need.NOTHING, PeerCommand.need(line(), "--version"));
        assertEquals(Need.NOTHING, PeerCommand.need(line(), "info", "a.torrent"));
        assertEquals(Need.TRANSFER, PeerCommand.need(line(), "get", "a"));
        assertEquals(Need.NETWORK, PeerCommand.need(line(), "ls"));
        assertEquals(Need.SERVER, PeerCommand.need(line(), "daemon", "/srv"));
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void everyTroubleHasAnExitCodeOfItsOwn(Trouble trouble) {
        var code = CommandErrors.exitCode(trouble);
        assertTrue(code.code() > 1, code.toString());
        assertEquals(
                1,
                Arrays.stream(Trouble.values())
                        .filter(other -> CommandErrors.exitCode(other) == code)
                        .count());
    }

    @Test
    void aTroubleIsOneLineWithoutStackTrace(@TempDir Path folder) {
        var file = folder.resolve("none.torrent").toString();
        assertEquals(8, line().execute("info", file));
        assertEquals("peer info: cannot read torrent " + file + ": no such file\n", err.toString());
    }

    @Test
    void whatEndsInTorrentIsAFileAndNoTrackerIsAsked() {
        assertEquals(
                Need.NOTHING, PeerCommand.need(line(), "info", "typo.torrent", "--tracker", "h:1"));
        assertEquals(8, line().execute("info", "typo.torrent", "--tracker", "h:1"));
        assertEquals("peer info: cannot read torrent typo.torrent: no such file\n", err.toString());
        assertEquals(Need.NETWORK, PeerCommand.need(line(), "info", "name", "--tracker", "h:1"));
    }

    @Test
    void debugAddsTheStackTrace(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("bad.torrent"), "hello");
        assertEquals(9, line().execute("info", "--debug", file.toString()));
        assertTrue(err.toString().contains(SessionException.class.getName()), err.toString());
    }

    @Test
    void theDocumentedExitCodesAreThese() throws IOException {
        var documented =
                Pattern.compile("^\\| (\\d+) \\| (.*) \\|$", Pattern.MULTILINE)
                        .matcher(Files.readString(root().resolve("docs/exit-codes.md")))
                        .results()
                        .map(row -> row.group(1) + " " + row.group(2))
                        .toList();
        var ours =
                Arrays.stream(ExitCode.values()).map(it -> it.code() + " " + it.meaning()).toList();
        assertEquals(ours, documented);
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
