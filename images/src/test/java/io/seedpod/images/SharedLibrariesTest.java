package io.seedpod.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedLibrariesTest {
    private static final Path PROGRAM = Path.of("program");

    @Test
    void theLoaderBelongsToThemAndTheKernelsPartDoesNot() throws ImageFailure {
        var told =
                """
                \tlinux-vdso.so.1 (0x00007ffd5d5f2000)
                \tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f1f0a1b2000)
                \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1f09fd1000)
                \t/lib64/ld-linux-x86-64.so.2 (0x00007f1f0a1e0000)
                """;
        assertEquals(
                List.of(
                        Path.of("/lib/x86_64-linux-gnu/libc.so.6"),
                        Path.of("/lib/x86_64-linux-gnu/libz.so.1"),
                        Path.of("/lib64/ld-linux-x86-64.so.2")),
                SharedLibraries.parse(told, PROGRAM));
    }

    @Test
    void aLibraryThatIsMissingOrOutOfTheLoadersReachIsNamed() {
        refused("libfoo.so.1 => not found", "libfoo.so.1 => not found");
        refused("libfoo.so.1 => /opt/foo/libfoo.so.1 (0x00007f1f0a1b2000)", "/opt/foo");
        refused("", "names no library");
    }

    private static void refused(String told, String expected) {
        var failure = assertThrows(ImageFailure.class, () -> SharedLibraries.parse(told, PROGRAM));
        assertTrue(failure.getMessage().contains(expected), failure::toString);
    }

    @Test
    void anOlderGlibcIsRefused() throws ImageFailure {
        SharedLibraries.requireGlibc("ldd (Debian GLIBC 2.36-9+deb12u14) 2.36");
        SharedLibraries.requireGlibc("ldd (GNU libc) 2.35");
        for (var old : List.of("ldd (GNU libc) 2.34", "musl libc (x86_64)", "")) {
            assertThrows(ImageFailure.class, () -> SharedLibraries.requireGlibc(old), old);
        }
    }

    @Test
    void realProgramsNameTheirLibc() throws ImageFailure {
        var libraries = SharedLibraries.of(Path.of("/bin/ls"));
        assertTrue(libraries.stream().allMatch(Files::exists), libraries::toString);
        assertTrue(
                libraries.stream().anyMatch(it -> it.endsWith("libc.so.6")), libraries::toString);
    }
}
