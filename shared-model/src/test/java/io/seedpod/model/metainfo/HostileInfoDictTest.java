package io.seedpod.model.metainfo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BInteger;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.BValue;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.MetainfoException.Problem;
import io.seedpod.model.testkit.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInfoDictTest {
    private static BDictionary.Builder single() {
        return BDictionary.builder()
                .put("length", 16_385)
                .put("name", "file")
                .put("piece length", 16_384)
                .put("pieces", new byte[40]);
    }

    private static BDictionary.Builder entry(long length, String... path) {
        return BDictionary.builder().put("length", length).put("path", strings(path));
    }

    private static List<BString> strings(String... texts) {
        return List.of(texts).stream().map(BString::of).toList();
    }

    private static BDictionary.Builder folder(BValue... files) {
        return single().remove("length").put("files", List.of(files));
    }

    private static InfoDict decode(BDictionary.Builder info) throws MetainfoException {
        return InfoDict.decode(info.build().source());
    }

    private static void refused(Problem problem, String inMessage, BDictionary.Builder info) {
        var refusal = assertThrows(MetainfoException.class, () -> decode(info));
        assertEquals(problem, refusal.problem(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(inMessage), refusal.getMessage());
    }

    /// One file of the right size at a path, and another that makes up the rest.
    private static BDictionary.Builder at(String... path) {
        return folder(entry(1, path).build(), entry(16_384, "zz").build());
    }

    @Test
    void theGroundOfTheseTestsIsSound() throws MetainfoException {
        assertEquals(2, decode(single()).layout().pieceCount());
        assertEquals(2, decode(at("a", "b")).files().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "/", "/etc", "a/b", "a/", "..\u0000", "\u0000", "a\u0000b"})
    void aNameThatIsNoPlainNameIsRefusedWithItsPath(String name) {
        refused(Problem.BAD_NAME, "name has", single().put("name", name));
        refused(Problem.BAD_PATH, "path has", at(name));
        refused(Problem.BAD_PATH, ": dir/" + name.replace('\u0000', '?'), at("dir", name));
        refused(Problem.BAD_PATH, "path has", at(name, "file"));
        refused(Problem.BAD_LINK, "link dir/l has a target", link("dir", name));
    }

    private static BDictionary.Builder link(String... target) {
        return folder(
                entry(0, "dir", "l").put("attr", "l").put("symlink path", strings(target)).build(),
                entry(16_385, "zz").build());
    }

    @Test
    void aLinkThatLeadsOutsideIsRefusedWithItsPath() {
        refused(
                Problem.BAD_LINK,
                "link dir/l has a target that has the reserved name ..: ../../etc/passwd",
                link("..", "..", "etc", "passwd"));
        refused(Problem.BAD_LINK, "link dir/l", link("", "etc", "passwd"));
        refused(
                Problem.BAD_LINK,
                "single link",
                single().put("length", 0)
                        .put("pieces", "")
                        .put("attr", "l")
                        .put("symlink path", strings("a")));
        refused(
                Problem.MISSING_KEY,
                "dir/l",
                folder(entry(0, "dir", "l").put("attr", "l").build()));
        refused(
                Problem.BAD_LENGTH,
                "dir/l",
                folder(
                        entry(1, "dir", "l")
                                .put("attr", "l")
                                .put("symlink path", strings("a"))
                                .build()));
    }

    @Test
    void aLinkInsideStays() throws MetainfoException {
        assertEquals(
                Optional.of(List.of("bin", "run")),
                decode(link("bin", "run")).files().getFirst().linkTarget());
    }

    @Test
    void longNamesAreRefused() throws MetainfoException {
        assertEquals(255, decode(single().put("name", "n".repeat(255))).name().length());
        refused(Problem.BAD_NAME, "more than 255 bytes", single().put("name", "n".repeat(256)));
        refused(Problem.BAD_NAME, "more than 255 bytes", single().put("name", "ü".repeat(128)));
        var deep = new String[129];
        Arrays.fill(deep, "d");
        refused(Problem.BAD_PATH, "longer than 128 names", at(deep));
        var wide = new String[20];
        Arrays.fill(wide, "d".repeat(250));
        refused(Problem.BAD_PATH, "4096 bytes", at(wide));
    }

    @Test
    void namesAreUtf8() throws MetainfoException {
        refused(Problem.BAD_NAME, "not UTF-8", single().put("name", new byte[] {'a', (byte) 0xff}));
        assertEquals(
                "grün",
                decode(single().put("name", new byte[] {(byte) 0xff}).put("name.utf-8", "grün"))
                        .name());
        var old =
                entry(16_385, "\u00ff").put("path", List.of(BString.of(new byte[] {(byte) 0xff})));
        refused(Problem.BAD_PATH, "not UTF-8", folder(old.build()));
        assertEquals(
                List.of("ÿ"),
                decode(folder(old.put("path.utf-8", strings("ÿ")).build()))
                        .files()
                        .getFirst()
                        .path());
    }

    @Test
    void aPathOccursOnce() {
        refused(
                Problem.DUPLICATE_PATH,
                "twice: a/b",
                folder(entry(1, "a", "b").build(), entry(16_384, "a", "b").build()));
        refused(
                Problem.DUPLICATE_PATH,
                "through a file: a/b/c",
                folder(entry(1, "a", "b").build(), entry(16_384, "a", "b", "c").build()));
        refused(
                Problem.DUPLICATE_PATH,
                "through a file: a/b/c",
                folder(entry(1, "a", "b", "c").build(), entry(16_384, "a").build()));
        refused(
                Problem.DUPLICATE_PATH,
                "through a file: l/file",
                folder(
                        entry(0, "l").put("attr", "l").put("symlink path", strings("dir")).build(),
                        entry(16_385, "l", "file").build()));
        refused(Problem.BAD_PATH, "empty", folder(entry(16_385).build()));
    }

    @Test
    void padsMayRepeatAndAreNotStored() throws MetainfoException {
        var pad = entry(8, ".pad", "8").put("attr", "p").build();
        var info = decode(folder(pad, entry(16_369, "a").build(), pad));
        assertTrue(info.files().getFirst().pad() && info.files().getLast().pad());
        assertEquals(16_377, info.files().getLast().offset());
    }

    @Test
    void aSingleFileIsStoredWhateverItSaysOfItself() throws MetainfoException {
        assertFalse(decode(single().put("attr", "px")).files().getFirst().pad());
        assertTrue(decode(single().put("attr", "hpx")).files().getFirst().executable());
    }

    @Test
    void pathsThatDifferInCaseAreNoted() throws MetainfoException {
        var info =
                decode(
                        folder(
                                entry(1, "Dir", "a").build(),
                                entry(1, "b").build(),
                                entry(16_383, "dIr", "A").build()));
        assertEquals(Optional.of(List.of("Dir/a", "dIr/A")), PathRules.caseCollision(info.files()));
        assertEquals(Optional.empty(), PathRules.caseCollision(decode(single()).files()));
    }

    @ParameterizedTest
    @CsvSource({
        "length, -1, BAD_LENGTH",
        "length, 9223372036854775807, BAD_PIECE_COUNT",
        "length, 34359738369, BAD_PIECE_COUNT",
        "length, 16384, BAD_PIECE_COUNT",
        "length, 32769, BAD_PIECE_COUNT",
        "length, 0, BAD_PIECE_COUNT",
        "piece length, 0, BAD_PIECE_LENGTH",
        "piece length, -1, BAD_PIECE_LENGTH",
        "piece length, 67108865, BAD_PIECE_LENGTH",
        "piece length, 4294967296, BAD_PIECE_LENGTH",
        "piece length, 9223372036854775807, BAD_PIECE_LENGTH",
        "piece length, 8192, BAD_PIECE_COUNT",
        "files, 0, BAD_LENGTH",
        "name, 0, WRONG_TYPE",
        "pieces, 0, WRONG_TYPE",
        "attr, 0, WRONG_TYPE"
    })
    void absurdNumbersAreRefused(String key, long value, Problem problem) {
        refused(problem, "", single().put(key, value));
    }

    @Test
    void lengthsThatOverflowTogetherAreRefused() {
        refused(
                Problem.BAD_LENGTH,
                "of b",
                folder(entry(Long.MAX_VALUE, "a").build(), entry(1, "b").build()));
        refused(Problem.BAD_LENGTH, "length -5 of a", folder(entry(-5, "a").build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "piece length", "pieces", "length"})
    void whatIsMissingIsNamed(String key) {
        refused(Problem.MISSING_KEY, key, single().remove(key));
    }

    @Test
    void filesMustBeFiles() {
        refused(Problem.BAD_LENGTH, "no files", single().remove("length").put("files", List.of()));
        refused(Problem.WRONG_TYPE, "files holds a integer", folder(new BInteger(1)));
        refused(Problem.WRONG_TYPE, "path", folder(entry(1, "a").put("path", "a").build()));
        refused(
                Problem.WRONG_TYPE,
                "path",
                folder(entry(1, "a").put("path", List.of(new BInteger(1))).build()));
        refused(Problem.MISSING_KEY, "path", folder(entry(1, "a").remove("path").build()));
        refused(Problem.MISSING_KEY, "length", folder(entry(1, "a").remove("length").build()));
        refused(
                Problem.UNSUPPORTED,
                "BEP 52",
                single().remove("length").put("file tree", BDictionary.builder().build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "i1e",
                "le",
                "d",
                "d4:name",
                "d4:name1:a4:name1:be",
                "d1:b0:1:a0:e",
                "de "
            })
    void whatIsNoDictionaryIsRefused(String text) {
        assertThrows(MetainfoException.class, () -> InfoDict.decode(Bytes.latin1(text)));
    }

    @Test
    void tooManyValuesAreTooLarge() {
        var files = new ArrayList<BValue>();
        for (int i = 0; i < 400_000; i++) {
            files.add(entry(0, "f").build());
        }
        refused(Problem.TOO_LARGE, "values", single().remove("length").put("files", files));
    }

    @Test
    void theInfohashIsThatOfTheBytesWithKeysWeDoNotKnow() throws MetainfoException {
        var info =
                decode(single().put("x-unknown", List.of(new BInteger(1))).put("meta version", 1));
        assertArrayEquals(InfoHash.ofInfo(info.source()).bytes(), info.infoHash().bytes());
        assertTrue(Bytes.latin1(info.source()).contains("x-unknown"));
    }

    @Test
    void hashesAreThoseOfTheirPieces() throws MetainfoException {
        var hashes = new byte[40];
        hashes[20] = 7;
        var info = decode(single().put("pieces", hashes));
        var second = new byte[20];
        second[0] = 7;
        assertTrue(info.matches(1, second));
        assertFalse(info.matches(0, second));
        assertFalse(info.matches(1, new byte[0]));
        assertArrayEquals(second, info.pieceHash(1));
        assertThrows(IndexOutOfBoundsException.class, () -> info.matches(2, second));
        assertThrows(IndexOutOfBoundsException.class, () -> info.pieceHash(-1));
    }
}
