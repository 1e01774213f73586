package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.blackbox.harness.Bencoding;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Torrents that nobody should follow: all are refused with exit code 9 and touch nothing.
class BadTorrentIT {
    private static final String ONE_HASH = "h".repeat(20);
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    static Stream<Case> badTorrents() {
        var cases = new ArrayList<Case>();
        cases.add(new Case("not bencode", "<!doctype html>".getBytes(StandardCharsets.US_ASCII)));
        cases.add(new Case("nothing at all", new byte[0]));
        cases.add(new Case("a list", Bencoding.encode(List.of("info"))));
        cases.add(
                new Case(
                        "no info",
                        Bencoding.encode(Map.of("announce", "http://127.0.0.1/announce"))));
        var whole = Bencoding.encode(Map.of("info", single(100, 1 << 14, ONE_HASH)));
        cases.add(new Case("truncated", Arrays.copyOf(whole, whole.length - 5)));
        cases.add(
                new Case(
                        "text after it",
                        (new String(whole, StandardCharsets.ISO_8859_1) + "x")
                                .getBytes(StandardCharsets.ISO_8859_1)));
        for (var path : List.of("..", ".", "", "a\0b", "a/b")) {
            cases.add(
                    new Case(
                            "path " + path.replace('\0', '0'),
                            torrent(files(List.of("ok", path), 100L))));
        }
        cases.add(new Case("no path", torrent(files(List.of(), 100L))));
        cases.add(new Case("name ..", torrent(named("..", single(100, 1 << 14, ONE_HASH)))));
        cases.add(
                new Case(
                        "name with a slash",
                        torrent(named("/etc/passwd", single(100, 1 << 14, ONE_HASH)))));
        cases.add(new Case("negative length", torrent(single(-1, 1 << 14, ONE_HASH))));
        cases.add(new Case("absurd length", torrent(single(Long.MAX_VALUE, 1 << 14, ONE_HASH))));
        cases.add(
                new Case(
                        "lengths that overflow",
                        torrent(files(List.of("a"), Long.MAX_VALUE, Long.MAX_VALUE))));
        cases.add(new Case("piece length 0", torrent(single(100, 0, ONE_HASH))));
        cases.add(new Case("piece length -1", torrent(single(100, -1, ONE_HASH))));
        cases.add(new Case("absurd piece length", torrent(single(100, 1L << 40, ONE_HASH))));
        cases.add(new Case("too few hashes", torrent(single(100_000, 1 << 14, ONE_HASH))));
        cases.add(new Case("too many hashes", torrent(single(100, 1 << 14, ONE_HASH + ONE_HASH))));
        cases.add(new Case("half a hash", torrent(single(100, 1 << 14, "h".repeat(10)))));
        return cases.stream();
    }

    /// A torrent and what is wrong with it, in a few words.
    static final class Case {
        private final String what;
        private final byte[] torrent;

        Case(String what, byte[] torrent) {
            this.what = what;
            this.torrent = torrent;
        }

        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource("badTorrents")
    void isRefused(Case bad) throws IOException {
        var file = Files.write(world.folder().resolve("bad.torrent"), bad.torrent);
        var result = world.user("peer").run("info", file.toString()).expect(9);
        assertEquals("", result.output());
        result.explains();
    }

    @Test
    void fetchAndSeedRefuseItToo() throws IOException {
        var evil = files(List.of("..", "..", "escaped"), 100L);
        var file = Files.write(world.folder().resolve("bad.torrent"), torrent(evil));
        var target = world.path("a/b/target");
        world.user("peer")
                .run("get", file.toString(), "-o", target + "/", "--exit", "--port", "0")
                .expect(9);
        world.user("peer")
                .run(
                        "seed",
                        file.toString(),
                        "--data",
                        target.toString(),
                        "--port",
                        "0",
                        "--tracker",
                        "127.0.0.1:9")
                .expect(9);
        assertEquals(0, FileTree.of(world.path("a")).entries().size(), "nothing was written");
        world.user("peer")
                .run("get", "magnet:?xt=urn:btih:tooshort", "--exit", "--port", "0")
                .expect(9);
    }

    @Test
    void aGoodOneIsExplained() throws IOException {
        var content = Content.file(world.folder().resolve("good.bin"), 100_000, 1);
        var torrent = TorrentFile.of(content, 1 << 14, "http://127.0.0.1:1/announce");
        var file = torrent.write(world.folder().resolve("good.torrent"));
        world.user("peer")
                .run("info", file.toString())
                .expect(0)
                .mentions(torrent.infoHashHex())
                .mentions("good.bin");
        world.user("peer")
                .run("verify", file.toString(), "--data", world.folder().toString())
                .expect(0);
        Files.write(content, new byte[100_000]);
        world.user("peer")
                .run("verify", file.toString(), "--data", world.folder().toString())
                .expect(10);
    }

    private static byte[] torrent(Map<String, Object> info) {
        return Bencoding.encode(Map.of("info", info));
    }

    private static Map<String, Object> single(long length, long pieceLength, String pieces) {
        var info = new TreeMap<String, Object>();
        info.put("name", "x");
        info.put("length", length);
        info.put("piece length", pieceLength);
        info.put("pieces", pieces);
        return info;
    }

    private static Map<String, Object> named(String name, Map<String, Object> info) {
        info.put("name", name);
        return info;
    }

    private static Map<String, Object> files(List<String> path, long... lengths) {
        var files = new ArrayList<Object>();
        for (var index = 0; index < lengths.length; index++) {
            var own = new ArrayList<Object>(path);
            if (index > 0) {
                own.add("more" + index);
            }
            files.add(Map.of("path", own, "length", lengths[index]));
        }
        var info = new TreeMap<String, Object>();
        info.put("name", "x");
        info.put("files", files);
        info.put("piece length", 1L << 14);
        info.put("pieces", ONE_HASH);
        return info;
    }
}
