package io.seedpod.model.metainfo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Any bytes give a torrent that keeps its promises, or a refusal.
class MetainfoFuzzTest {
    @FuzzTest
    void torrent(byte[] bytes) {
        try {
            var torrent = Metainfo.decode(bytes);
            require(Arrays.equals(bytes, torrent.encode()), "not kept as it was");
            requireSound(torrent.info());
        } catch (MetainfoException _) {
            // The other outcome.
        }
    }

    @FuzzTest
    void infoDictionary(byte[] bytes) {
        try {
            var info = InfoDict.decode(bytes);
            require(Arrays.equals(bytes, info.source()), "not kept as it was");
            requireSound(info);
        } catch (MetainfoException _) {
            // The other outcome.
        }
    }

    @FuzzTest
    void magnet(byte[] bytes) {
        try {
            var link =
                    MagnetLink.parse("magnet:?" + new String(bytes, StandardCharsets.ISO_8859_1));
            require(link.equals(MagnetLink.parse(link.format())), "not read back");
        } catch (MetainfoException _) {
            // The other outcome.
        }
    }

    private static void requireSound(InfoDict info) {
        long offset = 0;
        for (FileEntry file : info.files()) {
            require(file.offset() == offset && file.length() >= 0, "file out of place");
            require(!file.path().isEmpty(), "file without a path");
            for (String name : file.path()) {
                require(PathRules.fault(name).isEmpty(), "unsafe path");
            }
            file.linkTarget()
                    .ifPresent(
                            target ->
                                    target.forEach(
                                            name ->
                                                    require(
                                                            PathRules.fault(name).isEmpty(),
                                                            "unsafe link")));
            offset = file.end();
        }
        require(offset == info.layout().totalLength(), "lengths do not add up");
        info.v2().ifPresent(v2 -> requireSound(info, v2));
        for (int piece = 0; piece < info.layout().pieceCount(); piece++) {
            require(info.pieceHash(piece).length == InfoDict.HASH_LENGTH, "piece without a hash");
        }
    }

    private static void requireSound(InfoDict info, V2Info v2) {
        for (var tree : v2.trees()) {
            var file = info.files().get(tree.fileIndex());
            require(
                    !file.pad() && !file.isLink() && file.length() == tree.length(),
                    "tree of another file");
            require(
                    file.offset() == tree.offset()
                            && file.offset() % info.layout().pieceLength() == 0,
                    "file in the middle of a piece");
        }
    }

    private static void require(boolean claim, String otherwise) {
        if (!claim) {
            throw new IllegalStateException(otherwise);
        }
    }
}
