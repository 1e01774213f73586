package io.seedpod.peer.rehearsal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void theLeecherGetsEverything() {
        assertTrue(Rehearsal.run());
    }
}
