package io.seedpod.peer.storage.sha;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The C functions as a JVM loads them, with the processor's instructions and without. That an
/// executable is linked to them rightly is for the black-box tests.
class LinkedSha1Test {
    private static @Nullable ShaCalls loaded;

    @BeforeAll
    static void load() {
        boolean packed = LoadedShaCalls.found().isPresent();
        assumeTrue(packed || Files.isExecutable(Path.of("/usr/bin/gcc")), "no C compiler here");
        loaded = LoadedShaCalls.found().orElseThrow();
    }

    @Test
    void cAndLinuxAgreeAboutTheProcessor() throws Exception {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "plain C elsewhere");
        boolean missing = ShaInstructions.isMissing(Files.readString(Path.of("/proc/cpuinfo")));
        assertEquals(missing, calls().instructions() == 0);
    }

    @Nested
    class WithInstructionsWhereTheyAre extends Sha1Contract {
        @Override
        Sha1 create() {
            return new LinkedSha1(calls());
        }
    }

    @Nested
    class InPlainC extends Sha1Contract {
        @Override
        Sha1 create() {
            return new LinkedSha1(new Plain(calls()));
        }
    }

    private static ShaCalls calls() {
        var calls = loaded;
        if (calls == null) {
            throw new IllegalStateException("not loaded");
        }
        return calls;
    }

    /// On a processor that has no instructions.
    private record Plain(ShaCalls calls) implements ShaCalls {
        @Override
        public int instructions() {
            return 0;
        }

        @Override
        public void begin(long state) {
            calls.begin(state);
        }

        @Override
        public void update(long state, long bytes, long length, int instructions) {
            calls.update(state, bytes, length, instructions);
        }

        @Override
        public void updateTwo(
                long one,
                long bytesOfOne,
                long other,
                long bytesOfOther,
                long length,
                int instructions) {
            calls.updateTwo(one, bytesOfOne, other, bytesOfOther, length, instructions);
        }

        @Override
        public void finish(long state, long sum, int instructions) {
            calls.finish(state, sum, instructions);
        }
    }
}
