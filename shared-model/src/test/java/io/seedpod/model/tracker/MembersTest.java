package io.seedpod.model.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MembersTest {
    /// Fixed for ever: peers and trackers of different versions meet there.
    @Test
    void theMembersSwarmIsTheSameForEverybody() {
        assertEquals("ef1d7b4b4224e868f3c5c27404d7c2d2edaa5469", Members.INFO_HASH.hex());
        assertTrue(Members.isMembers(Members.INFO_HASH));
    }
}
