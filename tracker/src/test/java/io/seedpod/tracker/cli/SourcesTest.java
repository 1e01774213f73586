package io.seedpod.tracker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.tracker.config.StartFailure;
import io.seedpod.tracker.config.TrackerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Flag before environment before file, and what is said of each.
class SourcesTest {
    @TempDir Path folder;

    private static TrackerCommand.Parsed parse(Map<String, String> environment, String... line)
            throws StartFailure {
        return new TrackerCommand(environment, "1", kind -> "here").parse(line);
    }

    private static TrackerSettings settings(Map<String, String> environment, String... line)
            throws StartFailure {
        return assertInstanceOf(TrackerCommand.Parsed.Start.class, parse(environment, line))
                .settings();
    }

    private static String printed(Map<String, String> environment, String... line)
            throws StartFailure {
        return assertInstanceOf(TrackerCommand.Parsed.Print.class, parse(environment, line)).text();
    }

    private static String refused(Map<String, String> environment, String... line) {
        return assertThrows(StartFailure.class, () -> parse(environment, line)).getMessage();
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void flagBeforeEnvironmentBeforeFileBeforeDefault() throws Exception {
        String file = file("c", "port=1\nmax-names=1\nmax-swarms=1\n");
        var environment = Map.of("SEEDPOD_TRACKER_PORT", "2", "SEEDPOD_TRACKER_MAX_NAMES", "2");
        var settings = settings(environment, "--config", file, "--port=3");
        assertEquals(3, settings.listening().port());
        assertEquals(2, settings.publishing().maxNames());
        assertEquals(1, settings.bounds().maxSwarms());
        assertEquals(1_000_000, settings.bounds().maxPeers());
    }

    @Test
    void theFileCanBeNamedInTheEnvironmentAndTheFlagWins() throws Exception {
        var environment = Map.of("SEEDPOD_TRACKER_CONFIG", file("a", "port=1"));
        assertEquals(1, settings(environment).listening().port());
        String other = file("b", "port=2");
        assertEquals(2, settings(environment, "--config=" + other).listening().port());
    }

    @Test
    void aWrongValueIsNamedWithTheLineItStandsIn() throws Exception {
        String file = file("c", "# x\nport = http\n");
        String message = refused(Map.of(), "--config", file);
        assertTrue(message.contains("--port: 'http' from " + file + ":2 "), message);
        assertTrue(message.contains("0 to 65535"), message);
    }

    @Test
    void anUnknownVariableOfOursStopsTheStart() {
        String message = refused(Map.of("SEEDPOD_TRACKER_PROT", "1"));
        assertTrue(message.contains("SEEDPOD_TRACKER_PROT"), message);
        assertEquals("", refusedOrNothing(Map.of("SEEDPOD_TRACKERS", "x", "PROT", "1")));
    }

    private static String refusedOrNothing(Map<String, String> environment) {
        try {
            parse(environment);
            return "";
        } catch (StartFailure e) {
            return e.getMessage();
        }
    }

    @Test
    void whatIsPrintedCanBeReadAgainAndComesToTheSame() throws Exception {
        String token = file("token", "s3cret\nrest\n");
        String[] line = {
            "--print-config",
            "--port=7000",
            "--host=::1",
            "--data=" + folder.resolve("a #b"),
            "--max-torrent-size=64KiB",
            "--interval=1m",
            "--publish-token-file=" + token
        };
        String first = printed(Map.of("SEEDPOD_TRACKER_MAX_PEERS", "5"), line);
        String again = printed(Map.of(), "--print-config", "--config", file("c", first));
        assertEquals(withoutComments(first), withoutComments(again));
        var settings = settings(Map.of(), "--config", file("d", again));
        assertEquals(Optional.of("s3cret"), settings.publishing().publishToken());
        assertEquals(folder.resolve("a #b"), settings.publishing().data());
        assertEquals(5, settings.bounds().maxPeers());
        assertEquals(60, settings.beats().intervalSeconds());
    }

    /// What is before the last ` # ` of each line.
    private static String withoutComments(String text) {
        return text.replaceAll("(?m) +# [^#]*$", "");
    }

    @Test
    void aSecretComesFromItselfOrAFileAndIsNeverPrinted() throws Exception {
        String token = file("token", "  s3cret \n");
        var both = Map.of("SEEDPOD_TRACKER_PUBLISH_TOKEN", "other");
        assertTrue(refused(both, "--publish-token-file=" + token).contains("not both"));
        assertFalse(refused(both, "--publish-token-file=" + token).contains("other"));
        assertTrue(refused(Map.of(), "--publish-token-file=/none").contains("/none"));
        assertTrue(refused(Map.of(), "--publish-token-file=" + file("e", "\n")).contains("line"));
        String text = printed(both, "--print-config");
        assertTrue(text.contains("# publish-token is set, not shown"), text);
        assertFalse(text.contains("other"), text);
        assertFalse(
                printed(Map.of(), "--print-config", "--publish-token-file=" + token)
                        .contains("s3cret"));
    }
}
