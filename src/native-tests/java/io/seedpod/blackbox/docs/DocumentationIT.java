package io.seedpod.blackbox.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.WithoutPrograms;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the documentation names is there.
@WithoutPrograms
class DocumentationIT {
    private static final int README_LINES = 120;

    /// Words between backticks that begin with one of these are paths from the root.
    private static final Pattern PATH =
            Pattern.compile(
                    "(shared-model|tracker|peer|simulation|src|native|benchmarks|images|k8s|docs|build|\\.ci|\\.mvn)/[\\w./*-]*");

    private static final Pattern TEST = Pattern.compile("[A-Z]\\w+(Test|IT|Contract)");

    private final Path root = Programs.root();
    private final List<Page> pages = Page.all(root);

    @Test
    void theReadmeIsShort() {
        int lines = Page.of(root.resolve("README.md")).lines().size();
        assertTrue(lines <= README_LINES, "README.md has " + lines + " lines");
    }

    @Test
    void everyLinkLeadsToAFile() {
        assertEquals(
                List.of(),
                wrong(
                        Page::links,
                        (page, link) ->
                                Files.exists(
                                        Objects.requireNonNull(page.file().getParent())
                                                .resolve(link))));
    }

    @Test
    void everyPathNamedExists() {
        assertEquals(
                List.of(),
                wrong(
                        Page::codes,
                        (_, code) ->
                                !PATH.matcher(code).matches()
                                        || isMadeByABuild(code)
                                        || Files.exists(root.resolve(code))));
    }

    /// Executables need not be built for these tests to pass.
    private static boolean isMadeByABuild(String path) {
        return path.contains("/target/");
    }

    @Test
    void everyTestNamedExists() throws IOException {
        var tests = sources();
        assertFalse(tests.isEmpty());
        assertEquals(
                List.of(),
                wrong(
                        Page::codes,
                        (_, code) -> !TEST.matcher(code).matches() || tests.contains(code)));
    }

    @Test
    void everyScriptCalledExists() {
        assertEquals(
                List.of(),
                wrong(
                        Page::commands,
                        (_, command) ->
                                Files.isExecutable(root.resolve(command.split("\\s+")[0]))));
    }

    @Test
    void noHeadingIsEmpty() {
        assertEquals(List.of(), wrong(Page::emptyHeadings, (_, _) -> false));
    }

    @Test
    void noPageNamesAnAddressOfADownloadServer() {
        assertEquals(
                List.of(),
                wrong(
                        Page::lines,
                        (_, line) ->
                                !line.matches(".*https?://[^/ ]*(maven|debian|npm)[^/ ]*/.*")));
    }

    private interface Claim {
        boolean holds(Page page, String found);
    }

    private List<String> wrong(Function<Page, List<String>> found, Claim claim) {
        return pages.stream()
                .flatMap(
                        page ->
                                found.apply(page).stream()
                                        .filter(it -> !claim.holds(page, it))
                                        .map(it -> root.relativize(page.file()) + ": " + it))
                .toList();
    }

    /// Names of all Java sources, without their ending.
    private Set<String> sources() throws IOException {
        var names = new HashSet<String>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return folder.endsWith("target") || folder.endsWith(".git")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        names.add(file.toFile().getName());
                        return FileVisitResult.CONTINUE;
                    }
                });
        return names.stream()
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.replaceFirst("\\.java$", ""))
                .collect(Collectors.toSet());
    }
}
