package io.seedpod.model.metainfo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// An info dictionary written by hand. Its infohash must never change: two versions of SeedPod that
/// disagree about it cannot share what they both have.
class InfoDictGoldenTest {
    private static final String INFO_HASH = "98506b6d073d151ce5c9d15a74c4e887c893143f";

    /// SHA-1 of the content in its order: "dash\n", "leaf\n", "#!/bin/sh\necho seed\n", "grün\n".
    private static final byte[] PIECES = Bytes.hex("61c7a901fa6d9121205367db148a43ef212b0f7b");

    private static final byte[] GOLDEN =
            Bytes.concat(
                    utf8("d" + "5:filesl"),
                    utf8("d" + "6:lengthi0e" + "4:pathl" + "5:.keep" + "e" + "e"),
                    utf8("d" + "6:lengthi5e" + "4:pathl" + "3:a-b" + "e" + "e"),
                    utf8("d" + "6:lengthi5e" + "4:pathl" + "1:a" + "1:b" + "4:leaf" + "e" + "e"),
                    utf8(
                            "d"
                                    + "4:attr1:x"
                                    + "6:lengthi20e"
                                    + "4:pathl"
                                    + "3:bin"
                                    + "3:run"
                                    + "e"
                                    + "e"),
                    utf8("d" + "6:lengthi6e" + "4:pathl" + "7:größe" + "10:日本.txt" + "e" + "e"),
                    utf8("d" + "4:attr1:l" + "6:lengthi0e" + "4:pathl" + "3:lib" + "4:link" + "e"),
                    utf8("12:symlink pathl" + "3:bin" + "3:run" + "e" + "e"),
                    utf8("e" + "4:name4:tree" + "12:piece lengthi16384e"),
                    utf8("6:pieces20:"),
                    PIECES,
                    utf8("e"));

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void theTreeIsReadAsItWasWritten() throws MetainfoException {
        var info = InfoDict.decode(GOLDEN);
        assertEquals(INFO_HASH, info.infoHash().hex());
        assertEquals("tree", info.name());
        assertTrue(info.multiFile());
        assertFalse(info.privateTorrent());
        assertEquals(new PieceLayout(36, 16_384), info.layout());
        assertTrue(info.matches(0, PIECES));
        assertArrayEquals(PIECES, info.pieceHash(0));
        assertArrayEquals(GOLDEN, info.source());
        assertEquals(
                List.of(
                        file(0, 0, false, ".keep"),
                        file(0, 5, false, "a-b"),
                        file(5, 5, false, "a", "b", "leaf"),
                        file(10, 20, true, "bin", "run"),
                        file(30, 6, false, "größe", "日本.txt"),
                        new FileEntry(
                                List.of("lib", "link"),
                                0,
                                36,
                                false,
                                false,
                                false,
                                Optional.of(List.of("bin", "run")))),
                info.files());
    }

    private static FileEntry file(long offset, long length, boolean executable, String... path) {
        return new FileEntry(
                List.of(path), length, offset, false, executable, false, Optional.empty());
    }

    @Test
    void theTreeIsBuiltTheSameInWhateverOrderItsFilesAreFound() throws MetainfoException {
        var additions =
                new ArrayList<Consumer<InfoDictBuilder>>(
                        List.of(
                                tree -> tree.link(List.of("lib", "link"), List.of("bin", "run")),
                                tree -> tree.file(List.of("größe", "日本.txt"), 6, false),
                                tree -> tree.file(List.of("a", "b", "leaf"), 5, false),
                                tree -> tree.file(List.of("bin", "run"), 20, true),
                                tree -> tree.file(List.of("a-b"), 5, false),
                                tree -> tree.file(List.of(".keep"), 0, false)));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(additions, new Random(seed));
            var builder = InfoDictBuilder.folder("tree");
            additions.forEach(addition -> addition.accept(builder));
            var built = builder.build(PIECES);
            assertArrayEquals(GOLDEN, built.source());
            assertEquals(InfoDict.decode(GOLDEN), built);
            assertEquals(built.files(), builder.files());
        }
    }

    @Test
    void aSingleFileIsWrittenShort() throws MetainfoException {
        byte[] expected =
                Bytes.concat(
                        utf8(
                                "d"
                                        + "4:attr1:x"
                                        + "6:lengthi20e"
                                        + "4:name3:run"
                                        + "12:piece lengthi32768e"),
                        utf8("6:pieces20:"),
                        PIECES,
                        utf8("7:privatei1e" + "e"));
        var built =
                InfoDictBuilder.singleFile("run", 20, true)
                        .pieceLength(32_768)
                        .privateTorrent(true)
                        .build(PIECES);
        assertArrayEquals(expected, built.source());
        assertEquals(List.of(file(0, 20, true, "run")), built.files());
        assertFalse(built.multiFile());
        assertTrue(built.privateTorrent());
    }

    @Test
    void emptyFilesAloneNeedNoPiece() throws MetainfoException {
        var built = InfoDictBuilder.singleFile("empty", 0, false).build(new byte[0]);
        assertEquals(0, built.layout().pieceCount());
        assertEquals(1, built.files().size());
    }
}
