package io.seedpod.tracker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.Setting;
import io.seedpod.tracker.config.StartFailure;
import io.seedpod.tracker.config.TrackerSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrackerCommandTest {
    private static TrackerCommand.Parsed parse(Map<String, String> environment, String... line)
            throws StartFailure {
        return new TrackerCommand(environment, "1.2.3", kind -> "kind " + kind).parse(line);
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

    @Test
    void withoutAnythingTheDocumentedDefaultsHold() throws Exception {
        var settings = settings(Map.of());
        assertEquals("", settings.listening().host());
        assertEquals(6969, settings.listening().port());
        assertEquals(9000, settings.listening().managementPort());
        assertEquals(15, settings.beats().intervalSeconds());
        assertEquals(300, settings.beats().stockIntervalSeconds());
        assertEquals(60, settings.beats().minIntervalSeconds());
        assertEquals(32 << 20, settings.publishing().maxTorrentBytes());
        assertEquals(Optional.empty(), settings.publishing().publishToken());
        assertTrue(settings.publishing().data().endsWith(Path.of("seedpod", "tracker")));
        assertTrue(settings.publishing().data().isAbsolute());
    }

    @Test
    void theFlagWinsOverTheEnvironment() throws Exception {
        var environment = Map.of("SEEDPOD_TRACKER_PORT", "7000", "SEEDPOD_TRACKER_DATA", "/srv/x");
        assertEquals(7000, settings(environment).listening().port());
        var settings = settings(environment, "--port", "7001");
        assertEquals(7001, settings.listening().port());
        assertEquals(Path.of("/srv/x"), settings.publishing().data());
    }

    @Test
    void anEmptyVariableCountsAsNotSet() throws Exception {
        assertEquals(6969, settings(Map.of("SEEDPOD_TRACKER_PORT", " ")).listening().port());
    }

    @Test
    void timesAndSizesHaveUnits() throws Exception {
        var settings = settings(Map.of(), "--interval=5m", "--max-torrent-size", "64KiB");
        assertEquals(300, settings.beats().intervalSeconds());
        assertEquals(65_536, settings.publishing().maxTorrentBytes());
        assertEquals(45, settings(Map.of(), "--stock-interval=45").beats().stockIntervalSeconds());
    }

    @Test
    void probesListenWhereTheTrackerDoesUnlessTold() throws Exception {
        assertEquals(
                "127.0.0.1", settings(Map.of(), "--host=127.0.0.1").listening().managementHost());
        assertEquals(
                "127.0.0.2",
                settings(Map.of(), "--host=127.0.0.1", "--management-host=127.0.0.2")
                        .listening()
                        .managementHost());
    }

    @ParameterizedTest
    @CsvSource({
        "--port,65536,0 to 65535",
        "--port,-1,0 to 65535",
        "--port,http,0 to 65535",
        "--port,tcp://10.0.0.1:6969,0 to 65535",
        "--management-port,99999999999,0 to 65535",
        "--interval,0s,1s to 2700s",
        "--interval,1d,1s to 2700s",
        "--interval,-5s,1s to 2700s",
        "--stock-interval,46m,1s to 2700s",
        "--min-interval,often,1s to 2700s",
        "--max-peers,0,1 to 100000000",
        "--max-swarms,many,1 to 100000000",
        "--max-names,1s,1 to 100000000",
        "--max-torrent-size,33MiB,1024 to 33554432 bytes",
        "--host,no such host,address",
        "--data,a\u0000b,folder",
        "--udp-port-kind,epoll,'auto, batched, nio'",
    })
    void aWrongValueStopsTheStartAndIsNamedWithWhatIsAllowed(
            String flag, String value, String allowed) {
        var e = assertThrows(StartFailure.class, () -> parse(Map.of(), flag + "=" + value));
        assertEquals(ExitCode.USAGE, e.exitCode());
        assertTrue(e.getMessage().contains(flag), e::getMessage);
        assertTrue(e.getMessage().contains("'" + value + "'"), e::getMessage);
        assertTrue(e.getMessage().contains(allowed), e::getMessage);
    }

    @Test
    void aWrongVariableIsNamedToo() {
        var e =
                assertThrows(
                        StartFailure.class,
                        () -> parse(Map.of("SEEDPOD_TRACKER_PORT", "tcp://10.0.0.1:6969")));
        assertTrue(e.getMessage().contains("SEEDPOD_TRACKER_PORT"), e::getMessage);
    }

    @Test
    void anUnknownFlagIsWrongUsage() {
        var e = assertThrows(StartFailure.class, () -> parse(Map.of(), "--prot", "1"));
        assertEquals(ExitCode.USAGE, e.exitCode());
        assertTrue(e.getMessage().contains("--prot"), e::getMessage);
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.tracker.config.TrackerSettings#all")
    void helpTellsOfEverySetting(Setting setting) throws Exception {
        assertTrue(printed(Map.of(), "--help").contains("  " + setting.flag() + "="));
        assertTrue(printed(Map.of(), "--print-config").contains(setting.name() + "="));
    }

    @Test
    void helpShowsExamplesProbesAndExitCodes() throws Exception {
        String help = printed(Map.of(), "--help");
        for (String part : new String[] {"Examples:", "/q/health/live", "Exit codes:", "udp://"}) {
            assertTrue(help.contains(part), part);
        }
        assertTrue(help.lines().allMatch(line -> line.length() <= 100));
    }

    @Test
    void printConfigSaysWhereEachValueComesFromAndKeepsTheSecret() throws Exception {
        String text =
                printed(
                        Map.of("SEEDPOD_TRACKER_PUBLISH_TOKEN", "s3cret"),
                        "--port=7",
                        "--print-config");
        assertTrue(text.contains("\nport=7 "), text);
        assertTrue(text.lines().anyMatch(line -> line.endsWith("# --port")), text);
        assertTrue(text.contains("# SEEDPOD_TRACKER_PUBLISH_TOKEN"), text);
        assertTrue(text.contains("# default"), text);
        assertFalse(text.contains("s3cret"), text);
    }

    @Test
    void printConfigSaysWhatTheKindOfUdpPortComesTo() throws Exception {
        String text = printed(Map.of(), "--udp-port-kind=nio", "--print-config");
        assertTrue(text.contains("\nudp-port-kind=nio "), text);
        assertTrue(text.contains("# --udp-port-kind; here: kind NIO"), text);
    }

    @Test
    void versionIsOneLine() throws Exception {
        assertEquals("seedpod tracker 1.2.3\n", printed(Map.of(), "--version"));
    }

    @Test
    void theKeyCommandWantsAVerbAndAFile() throws Exception {
        var keys =
                assertInstanceOf(
                        TrackerCommand.Parsed.Keys.class, parse(Map.of(), "key", "add", "a.key"));
        assertEquals(KeyVerb.ADD, keys.verb());
        assertEquals(Path.of("a.key"), keys.file());
        assertTrue(printed(Map.of(), "key", "--help").contains("fingerprint"));
        for (var bad : new String[] {"key", "key add", "key rotate a.key", "key add a b"}) {
            var failure =
                    assertThrows(StartFailure.class, () -> parse(Map.of(), bad.split(" ")), bad);
            assertEquals(ExitCode.USAGE, failure.exitCode(), bad);
        }
    }
}
