package io.seedpod.blackbox.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One Markdown file of the repository, taken apart as far as the checks need.
record Page(Path file, List<String> lines) {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern HEADING = Pattern.compile("#+ .*");

    /// The pages people read first, and all of `docs`.
    static List<Page> all(Path root) {
        try (var docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(
                                            "README.md",
                                            "CONTRIBUTING.md",
                                            "CHANGELOG.md",
                                            "k8s/README.md")
                                    .map(root::resolve),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(Page::of)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Page of(Path file) {
        try {
            return new Page(file, Files.readAllLines(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Targets of links within the repository, without their fragment.
    List<String> links() {
        return prose().flatMap(line -> LINK.matcher(line).results())
                .map(match -> match.group(1).replaceFirst("#.*", ""))
                .filter(target -> !target.isEmpty() && !target.contains("://"))
                .toList();
    }

    /// Texts between backticks, outside of code blocks.
    List<String> codes() {
        return prose().flatMap(line -> CODE.matcher(line).results())
                .map(match -> match.group(1))
                .toList();
    }

    /// Lines of code blocks that are commands of ours, without their comment.
    List<String> commands() {
        return lines.stream()
                .filter(Page::isCode)
                .map(line -> line.strip().replaceFirst("\\s+#.*", ""))
                .filter(line -> line.matches("(\\./|benchmarks/|\\.ci/).*"))
                .toList();
    }

    /// Headings with nothing but an empty line or another heading of their own rank below them.
    List<String> emptyHeadings() {
        var written = lines.stream().filter(line -> !line.isBlank()).toList();
        return Stream.iterate(0, i -> i < written.size(), i -> i + 1)
                .filter(i -> HEADING.matcher(written.get(i)).matches())
                .filter(i -> i + 1 == written.size() || rank(written, i + 1) == rank(written, i))
                .map(written::get)
                .toList();
    }

    private static int rank(List<String> lines, int index) {
        var line = lines.get(index);
        return HEADING.matcher(line).matches() ? line.indexOf(' ') : -1;
    }

    private Stream<String> prose() {
        return lines.stream().filter(line -> !isCode(line));
    }

    private static boolean isCode(String line) {
        return line.startsWith("    ");
    }
}
