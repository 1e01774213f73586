package io.seedpod.model.metainfo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.seedpod.model.metainfo.MetainfoException.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the paths of a torrent may be, and their order.
///
/// An element is 1 to 255 bytes, neither `.` nor `..`, without `/` and NUL; a path has at most 128
/// elements and 4,096 bytes. No path occurs twice, and none leads through a file or a link of the
/// same torrent.
public final class PathRules {
    /// Orders paths by the raw bytes of their text with `/` between elements: the order of files in
    /// our torrents.
    public static final Comparator<List<String>> RAW_BYTES =
            Comparator.comparing(
                    path -> String.join("/", path).getBytes(UTF_8), Arrays::compareUnsigned);

    /// Orders paths element by element, each by its raw bytes: the order of a file tree (BEP 52),
    /// and so that of files in our hybrid torrents.
    public static final Comparator<List<String>> BY_ELEMENT =
            Comparator.comparing(
                    path -> String.join("\0", path).getBytes(UTF_8), Arrays::compareUnsigned);

    /// Bytes of the longest name a file system takes.
    static final int MAX_ELEMENT_BYTES = 255;

    private static final int MAX_ELEMENTS = 128;
    private static final int MAX_PATH_BYTES = 4096;

    /// In no element, and before every character.
    private static final String BETWEEN = "\0";

    private PathRules() {}

    /// Why an element cannot be a file's name, in words, or empty.
    public static Optional<String> fault(String element) {
        if (element.isEmpty()) {
            return Optional.of("an empty name");
        }
        if (element.equals(".") || element.equals("..")) {
            return Optional.of("the reserved name " + element);
        }
        if (element.indexOf('/') >= 0) {
            return Optional.of("a slash within a name");
        }
        if (element.indexOf('\0') >= 0) {
            return Optional.of("a NUL character");
        }
        if (element.length() > MAX_ELEMENT_BYTES
                || element.getBytes(UTF_8).length > MAX_ELEMENT_BYTES) {
            return Optional.of("a name of more than " + MAX_ELEMENT_BYTES + " bytes");
        }
        return Optional.empty();
    }

    static void requireSafe(List<String> path, Problem problem, String what)
            throws MetainfoException {
        for (String element : path) {
            var fault = fault(element);
            if (fault.isPresent()) {
                throw new MetainfoException(
                        problem, what + " has " + fault.get() + ": " + printable(path));
            }
        }
        if (path.size() > MAX_ELEMENTS
                || String.join("/", path).getBytes(UTF_8).length > MAX_PATH_BYTES) {
            throw new MetainfoException(
                    problem,
                    what
                            + " is longer than "
                            + MAX_ELEMENTS
                            + " names or "
                            + MAX_PATH_BYTES
                            + " bytes: "
                            + printable(path));
        }
    }

    /// Refuses a path that occurs twice and a file that is also a folder. Pads are not stored: they
    /// may repeat.
    static void requireDistinct(List<FileEntry> files) throws MetainfoException {
        // Sorted with NUL between elements, what lies below a path follows it at once: so
        // neighbours
        // tell. No hashing, since a stranger chooses the names: a hundred thousand of one hash are
        // easily made.
        String[] paths =
                files.stream()
                        .filter(file -> !file.pad())
                        .map(file -> String.join(BETWEEN, file.path()))
                        .sorted()
                        .toArray(String[]::new);
        for (int i = 1; i < paths.length; i++) {
            String before = paths[i - 1];
            String path = paths[i];
            if (path.equals(before)) {
                throw new MetainfoException(
                        Problem.DUPLICATE_PATH, "path occurs twice: " + shown(path));
            }
            if (path.startsWith(before) && path.startsWith(BETWEEN, before.length())) {
                throw new MetainfoException(
                        Problem.DUPLICATE_PATH, "path leads through a file: " + shown(path));
            }
        }
    }

    private static String shown(String path) {
        return printable(List.of(path.split(BETWEEN)));
    }

    /// Two paths that differ in letter case alone, if there are such: a file system that ignores
    /// case cannot hold both.
    public static Optional<List<String>> caseCollision(List<FileEntry> files) {
        Map<String, String> seen = new HashMap<>();
        for (FileEntry file : files) {
            String earlier =
                    file.pad()
                            ? null
                            : seen.put(file.pathText().toLowerCase(Locale.ROOT), file.pathText());
            if (earlier != null) {
                return Optional.of(List.of(earlier, file.pathText()));
            }
        }
        return Optional.empty();
    }

    /// A path for a message: control characters become `?`, and a long one is cut.
    static String printable(List<String> path) {
        String text = String.join("/", path);
        var shown = new StringBuilder();
        text.codePoints()
                .limit(256)
                .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return text.length() > 256 ? shown + "…" : shown.toString();
    }
}
