package io.seedpod.model.metainfo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Torrents of very many files, whose names a stranger chose.
class CrowdedTorrentTest {
    private static final int FILES = 100_000;

    /// Far more than it takes on a busy machine, far less than comparing each with each.
    private static final Duration BOUND = Duration.ofSeconds(30);

    private static FileEntry file(List<String> path) {
        return new FileEntry(path, 1, 0, false, false, false, Optional.empty());
    }

    private static FileEntry file(String... path) {
        return file(List.of(path));
    }

    /// One of 2^17 names with the same hash code: "Aa" and "BB" have the same.
    private static String alike(int number) {
        var name = new StringBuilder();
        for (int bit = 0; bit < 17; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    private static void requireDistinct(List<FileEntry> files) {
        assertTimeoutPreemptively(
                BOUND, () -> assertDoesNotThrow(() -> PathRules.requireDistinct(files)));
    }

    private static String refusal(FileEntry... files) {
        return String.valueOf(
                assertThrows(
                                MetainfoException.class,
                                () -> PathRules.requireDistinct(List.of(files)))
                        .getMessage());
    }

    @Test
    void namesOfOneHashCostNoMoreThanOthers() {
        requireDistinct(IntStream.range(0, FILES).mapToObj(number -> file(alike(number))).toList());
    }

    @Test
    void deepFoldersCostNoMoreThanTheirBytes() {
        var folders = Collections.nCopies(125, "a-folder-of-thirty-two-characters");
        requireDistinct(
                IntStream.range(0, 7_500)
                        .mapToObj(
                                number -> {
                                    var path = new ArrayList<>(folders);
                                    path.add(alike(number));
                                    return file(path);
                                })
                        .toList());
    }

    @Test
    void aPathBelowAFileIsFoundAmongNeighboursThatBeginAlike() {
        assertTrue(
                refusal(file("a"), file("a b"), file("a-"), file("a", "b"))
                        .contains("through a file: a/b"));
        requireDistinct(List.of(file("a"), file("ab"), file("a-", "b"), file("a b", "c")));
    }
}
