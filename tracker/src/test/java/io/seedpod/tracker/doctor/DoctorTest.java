package io.seedpod.tracker.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Ports;
import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.Limits;
import io.seedpod.tracker.config.Listening;
import io.seedpod.tracker.config.Publishing;
import io.seedpod.tracker.config.Replication;
import io.seedpod.tracker.config.Setting;
import io.seedpod.tracker.config.SettingReader;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.doctor.Finding.Level;
import io.vertx.core.json.JsonObject;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir Path folder;

    private final Map<Setting, String> values = new HashMap<>();

    @BeforeEach
    void freePorts() {
        values.put(Listening.HOST, "127.0.0.1");
        int port = Ports.free();
        int managementPort = Ports.free();
        while (managementPort == port) {
            managementPort = Ports.free();
        }
        values.put(Listening.PORT, Integer.toString(port));
        values.put(Listening.MANAGEMENT_PORT, Integer.toString(managementPort));
        values.put(Publishing.DATA, folder.toString());
    }

    private Doctor.Report examine() throws Exception {
        return Doctor.examine(
                TrackerSettings.read(
                        SettingReader.ofText(it -> Optional.ofNullable(values.get(it)))));
    }

    private static Finding finding(Doctor.Report report, String check) {
        return report.findings().stream()
                .filter(it -> it.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whereNothingIsInTheWayAStartWouldSucceed() throws Exception {
        var report = examine();
        assertEquals(ExitCode.OK, report.exitCode(), report::text);
        for (String check :
                new String[] {
                    "udp port",
                    "tcp port",
                    "probes port",
                    "data folder",
                    "disk space",
                    "journal",
                    "key",
                    "clock"
                }) {
            assertEquals(Level.OK, finding(report, check).level(), report::text);
        }
        assertTrue(report.text().lines().count() >= 9, report::text);
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count(), "nothing is left behind");
        }
    }

    @Test
    void aForeignProgramOnAPortIsNamed() throws Exception {
        int port = Integer.parseInt(values.get(Listening.PORT));
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                var _ = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            var report = examine();
            assertEquals(ExitCode.PORT_IN_USE, report.exitCode());
            for (String check : new String[] {"udp port", "tcp port"}) {
                var found = finding(report, check);
                assertEquals(Level.WRONG, found.level());
                assertTrue(found.text().contains("--port"), found::text);
                assertEquals(1, found.text().lines().count());
            }
        }
    }

    @Test
    void aTrackerThatAnswersOverUdpIsNoTrouble() throws Exception {
        int port = Integer.parseInt(values.get(Listening.PORT));
        try (var socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            var answering = Thread.ofVirtual().start(() -> answerOneConnect(socket));
            assertEquals(Level.OK, finding(examine(), "udp port").level());
            answering.join();
        }
    }

    private static void answerOneConnect(DatagramSocket socket) {
        try {
            var packet = new DatagramPacket(new byte[16], 16);
            socket.receive(packet);
            System.arraycopy(packet.getData(), 8, packet.getData(), 0, 8);
            socket.send(packet);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsWrong() throws Exception {
        values.put(Publishing.DATA, Files.createFile(folder.resolve("file")) + "/below");
        var report = examine();
        assertEquals(ExitCode.STORAGE, report.exitCode());
        assertTrue(finding(report, "data folder").text().contains("--data"), report::text);
    }

    @Test
    void aKeyThatOthersCanReadAndADamagedJournalAreToldOf() throws Exception {
        Path key = folder.resolve("connection-id.key");
        Files.write(key, new byte[16]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(folder.resolve("catalogue.journal"), "no journal at all");
        var report = examine();
        assertEquals(Level.WARNING, finding(report, "key").level());
        assertTrue(finding(report, "key").text().contains("chmod 600"), report::text);
        assertEquals(Level.WARNING, finding(report, "journal").level());
        assertEquals(ExitCode.OK, report.exitCode());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertEquals(Level.OK, finding(examine(), "key").level());
    }

    /// As a start would end: a file that is no key, and one that is named and not there.
    @Test
    void aKeyThatAStartWouldNotTakeIsWrong() throws Exception {
        Path key = folder.resolve("connection-id.key");
        Files.writeString(key, "no key at all\n");
        assertEquals(ExitCode.STORAGE, examine().exitCode());
        assertTrue(finding(examine(), "key").text().contains("32 hexadecimal digits"));
        Files.delete(key);
        values.put(Replication.CONNECTION_KEY, folder.resolve("given.key").toString());
        assertEquals(ExitCode.USAGE, examine().exitCode());
        assertTrue(finding(examine(), "key").text().contains("--connection-key"));
        Files.writeString(folder.resolve("given.key"), ("a".repeat(32) + "\n").repeat(2));
        assertTrue(finding(examine(), "key").what().contains("two keys"));
        assertEquals(ExitCode.OK, examine().exitCode());

        // As a Secret is mounted.
        Path given = folder.resolve("given.key");
        Files.setPosixFilePermissions(given, PosixFilePermissions.fromString("r--r-----"));
        assertEquals(Level.OK, finding(examine(), "key").level());
        Files.setPosixFilePermissions(given, PosixFilePermissions.fromString("r--r--r--"));
        assertEquals(Level.WARNING, finding(examine(), "key").level());
    }

    @Test
    void limitsOfTheSystemAreReadAndAdvised() throws Exception {
        Files.createDirectories(folder.resolve("self"));
        Files.createDirectories(folder.resolve("sys/net/core"));
        Files.writeString(
                folder.resolve("self/limits"),
                "Limit  Soft  Hard\nMax open files            1024                 4096    files\n");
        Files.writeString(folder.resolve("sys/net/core/rmem_max"), "212992\n");
        Limits limits =
                TrackerSettings.read(
                                SettingReader.ofText(it -> Optional.ofNullable(values.get(it))))
                        .limits();
        var report = new Doctor.Report(SystemChecks.run(limits, folder));
        assertTrue(finding(report, "descriptors").text().contains("ulimit -n 10200"), report::text);
        assertTrue(finding(report, "udp buffer").text().contains("sysctl -w"), report::text);
        assertFalse(SystemChecks.run(limits, folder.resolve("none")).isEmpty());
    }

    @Test
    void aClockFarFromAnotherIsToldOf() {
        assertEquals(Level.OK, ClockChecks.compared("x", -4_000).level());
        assertTrue(ClockChecks.compared("x", 60_000).text().contains("60 s ahead"));
        assertEquals(Level.WARNING, ClockChecks.compared("x", -60_000).level());
    }

    @Test
    void theReportIsAlsoJson() throws Exception {
        var report = examine();
        var json = new JsonObject(report.json());
        assertTrue(json.getBoolean("healthy"));
        assertEquals(0, json.getInteger("exitCode"));
        assertEquals(report.findings().size(), json.getJsonArray("findings").size());
        assertEquals("ok", json.getJsonArray("findings").getJsonObject(0).getString("level"));
    }
}
