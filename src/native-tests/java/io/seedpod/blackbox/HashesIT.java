package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.EmulatedHost;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.User;
import io.seedpod.blackbox.harness.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// SHA-1 as the packaged programs have it, on this processor and on one of before the SHA
/// instructions. The only test of the functions that are linked into an executable.
class HashesIT {
    private static final String NOTICE = "no SHA instructions";
    private static final int PIECE = 1 << 14;

    /// The first and the last of a block, and what its padding just fits and just does not.
    private static final int[] ODD = {1, 3, 55, 56, 63, 64, 65, 119, 120, 16_383, 16_385, 40_001};

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    enum Processor {
        OF_THIS_MACHINE,
        NEHALEM;

        Host host() {
            if (this == OF_THIS_MACHINE) {
                return Host.LOCAL;
            }
            assumeTrue(
                    Programs.form(Program.PEER).equals("native"),
                    "there is no executable in this form");
            return new EmulatedHost("Nehalem");
        }

        boolean hasInstructions() throws IOException {
            return this == OF_THIS_MACHINE
                    && Files.readString(Path.of("/proc/cpuinfo")).matches("(?s).*\\bsha_ni\\b.*");
        }
    }

    private User user(Processor processor) {
        return world.user(processor.host(), "somebody");
    }

    /// FIPS 180-4's own example.
    @ParameterizedTest
    @EnumSource
    void whatIsCreatedHasTheHashOfTheStandard(Processor processor) throws Exception {
        var file = Files.writeString(world.folder().resolve("abc"), "abc");
        var torrent = world.folder().resolve("abc.torrent");
        var result =
                user(processor).run("create", file.toString(), "-o", torrent.toString()).expect(0);
        var made = HexFormat.of().formatHex(Files.readAllBytes(torrent));
        assertTrue(made.contains("a9993e364706816aba3e25717850c26c9cd0d89d"), made);
        assertEquals(!processor.hasInstructions(), result.errors().contains(NOTICE), "told once");
    }

    @ParameterizedTest
    @EnumSource
    void piecesOfFilesOfOddLengthsAreFoundRightAndWrong(Processor processor) throws Exception {
        var user = user(processor);
        var folder = Files.createDirectories(world.folder().resolve("odd"));
        var torrent = odd(folder).write(world.folder().resolve("odd.torrent"));
        var words = List.of("verify", torrent.toString(), "--data", folder.toString());
        user.run(words.toArray(String[]::new)).expect(0).mentions("right");

        var last = folder.resolve("file-" + (ODD.length - 1));
        var bytes = Files.readAllBytes(last);
        bytes[bytes.length - 1] ^= 1;
        Files.write(last, bytes);
        user.run(words.toArray(String[]::new))
                .expect(10)
                .mentions("damaged  file-" + (ODD.length - 1));
    }

    /// The other program, too, starts on such a processor and does its work.
    @ParameterizedTest
    @EnumSource
    void aTrackerServes(Processor processor) {
        var tracker = world.tracker(processor.host());
        world.sharing(tracker, "held.bin", 1_000, 1);
        tracker.running().signal("TERM");
        assertEquals(0, tracker.running().awaitExit(World.COMMAND));
    }

    private static TorrentFile odd(Path folder) throws Exception {
        var all = new ByteArrayOutputStream();
        var files = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < ODD.length; i++) {
            var name = "file-" + i;
            all.write(Files.readAllBytes(Content.file(folder.resolve(name), ODD[i], i)));
            files.add(new TreeMap<>(Map.of("length", (long) ODD[i], "path", List.of(name))));
        }
        var content = all.toByteArray();
        var hashes = new ByteArrayOutputStream();
        for (int at = 0; at < content.length; at += PIECE) {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(content, at, Math.min(PIECE, content.length - at));
            hashes.write(sha1.digest());
        }
        Map<String, Object> info = new TreeMap<>();
        info.put("name", String.valueOf(folder.getFileName()));
        info.put("piece length", (long) PIECE);
        info.put("pieces", new String(hashes.toByteArray(), StandardCharsets.ISO_8859_1));
        info.put("files", files);
        return TorrentFile.of(info);
    }
}
