package io.seedpod.peer.cli.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.cli.PeerCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `create`, `info` and `verify` from their flags to files and exit codes.
class FileCommandsTest {
    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private final PrintStream standardOut = System.out;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(standardOut);
    }

    private int run(Object... arguments) {
        var words = new String[arguments.length];
        for (var index = 0; index < words.length; index++) {
            words[index] = arguments[index].toString();
        }
        out.reset();
        return PeerCommand.commandLine(CommandLine.defaultFactory())
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    private String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTorrentIsMadeShownAndVerified() throws IOException {
        var content = Files.writeString(folder.resolve("hello.txt"), "hello, swarm\n");
        var torrent = folder.resolve("hello.torrent");
        assertEquals(0, run("create", content, "-o", torrent, "--tracker", "tracker.example:6969"));
        assertEquals(0, run("info", torrent));
        assertTrue(shown().contains("name        hello.txt"), shown());
        assertTrue(shown().contains("udp://tracker.example:6969"), shown());
        assertEquals(0, run("verify", torrent, "--data", folder));
        assertTrue(shown().startsWith("right  hello.txt"), shown());
    }

    @Test
    void webSeedsAreWrittenIntoATorrentAndShown() throws IOException {
        var content = Files.writeString(folder.resolve("a.bin"), "same");
        var plain = folder.resolve("plain.torrent");
        var torrent = folder.resolve("a.torrent");
        assertEquals(0, run("create", content, "-o", plain));
        var infoHash = shown().lines().filter(it -> it.startsWith("infohash")).findFirst();
        var one = "https://files.example/pub/";
        var two = "http://10.0.0.7:8080/a.bin";
        assertEquals(
                0, run("create", content, "-o", torrent, "--web-seed", one, "--web-seed", two));
        assertEquals(0, run("info", torrent));
        assertTrue(shown().contains("web seed    " + one), shown());
        assertTrue(shown().contains("web seed    " + two), shown());
        assertTrue(shown().contains("&ws=https%3A%2F%2Ffiles.example%2Fpub%2F&ws="), shown());
        assertEquals(infoHash, shown().lines().filter(it -> it.startsWith("infohash")).findFirst());
        assertEquals(0, run("info", torrent, "--json"));
        assertTrue(shown().contains("\"webSeeds\":[\"%s\",\"%s\"]".formatted(one, two)), shown());
        assertEquals(2, run("create", content, "--force", "-o", torrent, "--web-seed", "ftp://h/"));
        assertTrue(err.toString().contains("web seed ftp://h/"), err.toString());
    }

    @Test
    void theSameContentGivesTheSameBytesAgain() throws IOException {
        var content = Files.writeString(folder.resolve("a.bin"), "same");
        var one = folder.resolve("one.torrent");
        var two = folder.resolve("two.torrent");
        assertEquals(0, run("create", content, "-o", one));
        assertEquals(0, run("create", content, "-o", two));
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    }

    @Test
    void whatIsThereIsNotOverwrittenUnasked() throws IOException {
        var content = Files.writeString(folder.resolve("a.bin"), "same");
        var torrent = Files.writeString(folder.resolve("a.torrent"), "precious");
        assertEquals(8, run("create", content, "-o", torrent));
        assertEquals("precious", Files.readString(torrent));
        assertEquals(0, run("create", content, "-o", torrent, "--force"));
    }

    @Test
    void aPieceLengthMustBeAPowerOfTwo() throws IOException {
        var content = Files.writeString(folder.resolve("a.bin"), "same");
        assertEquals(2, run("create", content, "--piece-length", "20000"));
        assertEquals(2, run("create", content, "--piece-length", "8KiB"));
        assertTrue(err.toString().contains("power of two"), err.toString());
    }

    @Test
    void verifyNamesEveryFileThatIsNotRight() throws IOException {
        var tree = Files.createDirectories(folder.resolve("tree/sub"));
        Files.writeString(tree.resolve("right.txt"), "right");
        Files.writeString(tree.resolve("short.txt"), "to be shortened");
        Files.writeString(tree.resolve("gone.txt"), "to be deleted");
        var torrent = folder.resolve("tree.torrent");
        assertEquals(0, run("create", folder.resolve("tree"), "-o", torrent));
        Files.writeString(tree.resolve("short.txt"), "short");
        Files.delete(tree.resolve("gone.txt"));
        assertEquals(10, run("verify", torrent, "--data", folder));
        assertTrue(shown().contains("wrong size  sub/short.txt"), shown());
        assertTrue(shown().contains("missing  sub/gone.txt"), shown());
    }

    @Test
    void verifyOfNothingSaysWhatIsNotThere() throws IOException {
        var content = Files.writeString(folder.resolve("a.bin"), "same");
        var torrent = folder.resolve("a.torrent");
        assertEquals(0, run("create", content, "-o", torrent));
        Files.delete(content);
        assertEquals(8, run("verify", torrent, "--data", folder));
        assertTrue(err.toString().contains("no file a.bin in " + folder), err.toString());
    }

    @Test
    void scriptsGetJson() throws IOException {
        var content = Files.writeString(folder.resolve("a.bin"), "same");
        var torrent = folder.resolve("a.torrent");
        assertEquals(0, run("create", content, "-o", torrent, "--json"));
        assertTrue(shown().startsWith("{\"event\":\"torrent\",\"name\":\"a.bin\""), shown());
        assertEquals(1, shown().lines().count());
        assertEquals(8, run("info", folder.resolve("none.torrent"), "--json"));
        assertTrue(shown().startsWith("{\"event\":\"error\""), shown());
        assertTrue(shown().contains("\"exitCode\":8"), shown());
    }
}
