package io.seedpod.peer.storage.sha;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShaInstructionsTest {
    @Test
    void linuxSaysWhetherTheyAreThere() {
        assertFalse(missing("model name\t: X\nflags\t\t: fpu sse4_2 sha_ni avx\n"));
        assertTrue(missing("model name\t: sha_ni\nflags\t\t: fpu sse4_2 avx\n"));
        assertTrue(missing("flags\t\t: fpu sha_nix\n"));
        assertFalse(missing("Features\t: fp asimd sha1 sha2\n"));
        assertTrue(missing("Features\t: fp asimd\n"));
    }

    @Test
    void whereNothingIsSaidNothingIsClaimed() {
        assertFalse(missing(""));
        assertFalse(missing("processor\t: 0\n"));
    }

    private static boolean missing(String processors) {
        return ShaInstructions.isMissing(processors);
    }
}
