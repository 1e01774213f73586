package io.seedpod.blackbox.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Json;
import io.seedpod.blackbox.harness.Ports;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the tracker says before it starts, or instead of that.
class StartIT {
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    private World.Result run(Map<String, String> environment, String... arguments) {
        return World.Result.of(
                world.start(
                        Host.LOCAL,
                        "tracker",
                        "user",
                        Program.TRACKER,
                        environment,
                        List.of(arguments)));
    }

    /// Flag before variable before file before default; and what is printed can be read again.
    @Test
    void theSettingsThatHoldArePrintedWithTheirSource() throws IOException {
        var file =
                Files.writeString(
                        world.folder().resolve("tracker.conf"),
                        """
                        # of the test
                        port = 7001
                        max-peers = 70
                        stock-interval = 4m   # behind a value
                        publish-token = s3cret
                        """);
        var environment =
                Map.of(
                        "SEEDPOD_TRACKER_CONFIG", file.toString(),
                        "SEEDPOD_TRACKER_PORT", "7002",
                        "SEEDPOD_TRACKER_MAX_PEERS", "80");
        var printed = run(environment, "--print-config", "--port", "7003").expect(0).output();
        var plain = printed.replaceAll(" +", " ");
        assertTrue(plain.contains("port=7003 # --port\n"), printed);
        assertTrue(plain.contains("max-peers=80 # SEEDPOD_TRACKER_MAX_PEERS\n"), printed);
        assertTrue(plain.contains("stock-interval=240s # " + file + ":4\n"), printed);
        assertTrue(plain.contains("interval=15s # default\n"), printed);
        assertTrue(plain.contains("# publish-token is set, not shown # " + file + ":5"), printed);
        assertFalse(printed.contains("s3cret"), printed);

        var again = Files.writeString(world.folder().resolve("again.conf"), printed);
        var second = run(Map.of(), "--print-config", "--config=" + again).expect(0).output();
        assertTrue(second.contains("max-peers=80"), second);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port=70000         | --port         | 70000 | 0 to 65535",
                "--max-peers=0        | --max-peers    | 0     | 1 to ",
                "--interval=soon      | --interval     | soon  | 1",
                "--far-share=101      | --far-share    | 101   | 0 to 100",
                "--trust-proxy=10/99  | --trust-proxy  | 10/99 | CIDR",
                "--zones=10.0.0.0/8   | --zones        | 10.0.0.0/8 | =",
                "--otlp-endpoint=x:1  | --otlp-endpoint | x:1  | http://",
                "--log-format=xml     | --log-format   | xml   | json",
                "--replica=http://h   | --replica      | (not shown) | redis://"
            })
    void aWrongValueStopsTheStart(String flag, String key, String value, String allowed) {
        var result = world.trackerCommand(flag).expect(2).explains();
        assertEquals("", result.output());
        assertEquals(1, result.errors().lines().count(), result::errors);
        for (var part : List.of(key, "'" + value + "'", "expected", allowed)) {
            assertTrue(result.errors().contains(part), () -> part + " in " + result.errors());
        }
    }

    @Test
    void aWrongValueIsTracedToItsVariableAndFile() throws IOException {
        run(Map.of("SEEDPOD_TRACKER_MAX_NAMES", "many"))
                .expect(2)
                .mentions("'many' from SEEDPOD_TRACKER_MAX_NAMES");
        run(Map.of("SEEDPOD_TRACKER_MAX_NAME", "1")).expect(2).mentions("MAX_NAME ");
        var file = Files.writeString(world.folder().resolve("a.conf"), "\nport = http\n");
        run(Map.of(), "--config=" + file).expect(2).mentions("'http' from " + file + ":2");
        Files.writeString(file, "prot = 1\n");
        run(Map.of(), "--config=" + file).expect(2).mentions("prot");
    }

    @Test
    void theDoctorSaysWhatAStartWouldMeet() throws IOException {
        var data = world.path("data").toString();
        var free = "--port=" + Ports.free();
        var well = run(Map.of(), "doctor", free, "--management-port=0", "--data=" + data, "--json");
        var report = Json.parse(well.expect(0).output());
        assertTrue(!report.get("findings").list().isEmpty());

        var folder = Files.writeString(world.folder().resolve("file"), "x").toString();
        run(Map.of(), "doctor", free, "--management-port=0", "--data=" + folder)
                .expect(8)
                .mentions(folder);
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            run(
                            Map.of(),
                            "doctor",
                            "--host=127.0.0.1",
                            "--port=" + taken.getLocalPort(),
                            "--management-port=0",
                            "--data=" + data)
                    .expect(7)
                    .mentions("" + taken.getLocalPort());
        }
        // A tracker that runs there is asked, not disturbed.
        var tracker = world.tracker();
        run(
                        Map.of(),
                        "doctor",
                        "--port=" + tracker.port(),
                        "--management-port=" + tracker.managementPort(),
                        "--data=" + tracker.data())
                .expect(0)
                .mentions("runs");
        tracker.get("/api/v1/tracker").expect(200);
    }
}
