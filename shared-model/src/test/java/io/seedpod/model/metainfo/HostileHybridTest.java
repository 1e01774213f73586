package io.seedpod.model.metainfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BInteger;
import io.seedpod.model.bencode.BList;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.BValue;
import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.metainfo.MetainfoException.Problem;
import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.Hybrids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Hybrids whose halves, trees, roots or layers are not right: each is refused for what it is.
class HostileHybridTest {
    private static final int PIECE = 32_768;

    private static BDictionary torrent() {
        try {
            var contents = Map.of("a", new byte[40_000], "b/c", new byte[70_000]);
            return Hybrids.folder("tree", PIECE, contents).source();
        } catch (MetainfoException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The torrent with another value at a path of keys; null leaves the key out.
    private static BDictionary with(BDictionary in, List<String> path, UnaryOperator<BValue> to) {
        String key = path.getFirst();
        var old = in.find(key).orElseThrow();
        var builder = in.toBuilder().remove(key);
        var changed =
                path.size() == 1
                        ? to.apply(old)
                        : with((BDictionary) old, path.subList(1, path.size()), to);
        if (changed != null) {
            builder.put(key, changed);
        }
        return builder.build();
    }

    private static BDictionary with(UnaryOperator<BValue> to, String... path) {
        return with(torrent(), List.of(path), to);
    }

    private static void refused(Problem problem, String inMessage, BDictionary torrent) {
        var refusal =
                assertThrows(MetainfoException.class, () -> Metainfo.decode(torrent.source()));
        assertEquals(problem, refusal.problem(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(inMessage), refusal.getMessage());
    }

    private static BValue file(int index, UnaryOperator<BDictionary.Builder> change, BValue files) {
        var values = new ArrayList<>(((BList) files).values());
        values.set(index, change.apply(((BDictionary) values.get(index)).toBuilder()).build());
        return new BList(List.copyOf(values));
    }

    @Test
    void itIsRightAsItIs() throws MetainfoException {
        var torrent = Metainfo.decode(torrent().source());
        assertEquals(2, torrent.info().v2().orElseThrow().trees().size());
        assertTrue(torrent.layers().isPresent());
    }

    @Test
    void withoutAVersionItIsV1Alone() throws MetainfoException {
        for (BDictionary v1 :
                List.of(
                        with(_ -> null, "info", "meta version"),
                        with(_ -> new BInteger(1), "info", "meta version"))) {
            var torrent = Metainfo.decode(v1.source());
            assertTrue(torrent.info().v2().isEmpty());
            assertTrue(torrent.layers().isEmpty());
        }
    }

    @Test
    void versionsToCome() {
        refused(
                Problem.UNSUPPORTED,
                "meta version 3",
                with(_ -> new BInteger(3), "info", "meta version"));
        refused(
                Problem.WRONG_TYPE,
                "meta version",
                with(_ -> BString.of("2"), "info", "meta version"));
    }

    @Test
    void v2Alone() {
        var alone = with(_ -> null, "info", "files");
        refused(Problem.UNSUPPORTED, "v2", with(alone, List.of("info", "pieces"), _ -> null));
    }

    @Test
    void pieceLengthsThatHaveNoTree() {
        for (int length : new int[] {8192, 40_960}) {
            var builder =
                    InfoDictBuilder.singleFile("f", 20_000, false).pieceLength(length).hybrid(true);
            var hashes = new byte[builder.layout().pieceCount() * InfoDict.HASH_LENGTH];
            var refusal =
                    assertThrows(
                            MetainfoException.class,
                            () -> builder.build(hashes, List.of(Sha256Hash.ZERO)));
            assertEquals(Problem.BAD_PIECE_LENGTH, refusal.problem());
        }
        var odd = with(_ -> new BInteger(49_152), "info", "piece length");
        refused(
                Problem.BAD_PIECE_LENGTH,
                "power of two",
                with(odd, List.of("info", "pieces"), _ -> BString.of(new byte[80])));
    }

    @Test
    void treesThatAreNone() {
        refused(Problem.MISSING_KEY, "file tree", with(_ -> null, "info", "file tree"));
        refused(Problem.WRONG_TYPE, "file tree", with(_ -> new BInteger(1), "info", "file tree"));
        var empty = BDictionary.builder().build();
        refused(Problem.BAD_FILE_TREE, "empty folder", with(_ -> empty, "info", "file tree"));
        refused(Problem.BAD_FILE_TREE, "empty folder", with(_ -> empty, "info", "file tree", "b"));
        refused(
                Problem.BAD_FILE_TREE,
                "no dictionary at a",
                with(_ -> new BInteger(1), "info", "file tree", "a"));
        refused(
                Problem.BAD_FILE_TREE,
                "describes no file",
                with(_ -> new BInteger(1), "info", "file tree", "a", ""));
        refused(
                Problem.BAD_FILE_TREE,
                "also a file",
                with(
                        b -> ((BDictionary) b).toBuilder().put("", empty).build(),
                        "info",
                        "file tree",
                        "b"));
    }

    @Test
    void pathsThatLeadAway() {
        for (String name : List.of("..", "a/b", "a\0y")) {
            refused(
                    Problem.BAD_PATH,
                    "file tree",
                    with(
                            tree -> {
                                var files = (BDictionary) tree;
                                return files.toBuilder()
                                        .remove("a")
                                        .put(name, files.find("a").orElseThrow())
                                        .build();
                            },
                            "info",
                            "file tree"));
        }
    }

    @Test
    void aTreeAsDeepAsTheDocumentMayBe() {
        BDictionary tree = BDictionary.builder().build();
        for (int depth = 0; depth < 10_000; depth++) {
            tree = BDictionary.builder().put("a", tree).build();
        }
        var deep = tree;
        refused(Problem.TOO_LARGE, "", with(_ -> deep, "info", "file tree"));
    }

    @Test
    void halvesThatTellOfOtherFiles() {
        refused(
                Problem.HALVES_DIFFER,
                "length or kind of a",
                with(_ -> new BInteger(39_999), "info", "file tree", "a", "", "length"));
        refused(Problem.HALVES_DIFFER, "lacks b/c", with(_ -> null, "info", "file tree", "b"));
        refused(Problem.HALVES_DIFFER, "expected: a", with(_ -> null, "info", "file tree", "a"));
        refused(
                Problem.HALVES_DIFFER,
                "a file more: z",
                with(
                        tree -> {
                            var files = (BDictionary) tree;
                            return files.toBuilder()
                                    .put("z", files.find("a").orElseThrow())
                                    .build();
                        },
                        "info",
                        "file tree"));
        refused(
                Problem.HALVES_DIFFER,
                "length or kind of a",
                with(
                        file -> ((BDictionary) file).toBuilder().put("attr", "l").build(),
                        "info",
                        "file tree",
                        "a",
                        ""));
        refused(
                Problem.HALVES_DIFFER,
                "length or kind of a",
                with(
                        file -> ((BDictionary) file).toBuilder().put("attr", "p").build(),
                        "info",
                        "file tree",
                        "a",
                        ""));
    }

    @Test
    void filesThatDoNotBeginWithAPiece() {
        // The pad behind `a` is the second entry: one byte less of it, one more at the end.
        var shifted =
                with(
                        files ->
                                file(
                                        3,
                                        pad -> pad.put("length", 28_305),
                                        file(1, pad -> pad.put("length", 25_535), files)),
                        "info",
                        "files");
        refused(Problem.HALVES_DIFFER, "begins at byte 65535 (expected: 65536", shifted);
    }

    @Test
    void padsOfMoreThanAPiece() {
        refused(
                Problem.HALVES_DIFFER,
                "padding goes on",
                with(
                        with(
                                files -> file(3, pad -> pad.put("length", 28_304 + PIECE), files),
                                "info",
                                "files"),
                        List.of("info", "pieces"),
                        _ -> BString.of(new byte[120])));
    }

    @Test
    void rootsThatAreNone() {
        String[] root = {"info", "file tree", "a", "", "pieces root"};
        refused(Problem.MISSING_KEY, "pieces root of a", with(_ -> null, root));
        refused(Problem.WRONG_TYPE, "pieces root", with(_ -> new BInteger(1), root));
        refused(Problem.BAD_ROOT, "31 bytes", with(_ -> BString.of(new byte[31]), root));
    }

    @Test
    void layersThatAreNotThoseOfTheirRoots() {
        var original = torrent();
        var layers = original.dictionary("piece layers").orElseThrow();
        assertEquals(2, layers.keys().size());
        refused(Problem.WRONG_TYPE, "piece layers", with(_ -> new BInteger(1), "piece layers"));
        for (BString root : layers.keys()) {
            byte[] layer = layers.string(root.text()).map(BString::bytes).orElse(new byte[0]);
            if (layer.length == 0) {
                layer = ((BString) layers.find(root).orElseThrow()).bytes();
            }
            refused(Problem.BAD_PIECE_LAYER, "is missing", without(layers, root));
            refused(
                    Problem.BAD_PIECE_LAYER,
                    "bytes (expected",
                    put(layers, root, Arrays.copyOf(layer, layer.length - 1)));
            refused(
                    Problem.BAD_PIECE_LAYER,
                    "bytes (expected",
                    put(layers, root, Arrays.copyOf(layer, layer.length + 32)));
            layer[layer.length - 1] ^= 1;
            refused(Problem.BAD_PIECE_LAYER, "does not lead", put(layers, root, layer));
        }
    }

    private static BDictionary without(BDictionary layers, BString root) {
        var rest = BDictionary.builder();
        layers.keys().stream()
                .filter(key -> !key.equals(root))
                .forEach(key -> rest.put(key, layers.find(key).orElseThrow()));
        return with(_ -> rest.build(), "piece layers");
    }

    private static BDictionary put(BDictionary layers, BString root, byte[] layer) {
        return with(_ -> layers.toBuilder().put(root, BString.of(layer)).build(), "piece layers");
    }

    @Test
    void noLayersAtAllAreThoseOfAMagnetLink() throws MetainfoException {
        var torrent = Metainfo.decode(with(_ -> null, "piece layers").source());
        assertTrue(torrent.info().v2().isPresent());
        assertFalse(torrent.layers().isPresent());
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatWeMakeIsReadBack(long seed) throws MetainfoException {
        var gen = new Gen(seed);
        var contents = new java.util.TreeMap<String, byte[]>();
        for (int i = gen.between(1, 6); i > 0; i--) {
            String name = gen.oneOf("a", "a.b", "a-", "é", "Z") + i;
            contents.put(
                    gen.chance(0.5) ? name : "folder" + gen.between(0, 2) + "/" + name,
                    gen.bytes(gen.between(0, 150_000)));
        }
        var made = Hybrids.folder("tree", 16_384 << gen.between(0, 3), contents);
        var read = Metainfo.decode(made.encode());
        assertEquals(made, read);
        assertEquals(
                contents.values().stream().filter(bytes -> bytes.length > 0).count(),
                read.info().v2().orElseThrow().trees().size());
        try {
            Metainfo.decode(Bytes.spoil(made.encode(), gen.random()));
        } catch (MetainfoException _) {
            // The other outcome.
        }
    }
}
