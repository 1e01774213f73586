package io.seedpod.peer.engine.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MetadataAllowanceTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBurstThenSoManyASecondThenFlood() {
        var allowance = new MetadataAllowance(-SECOND);
        int given = 0;
        while (allowance.take(-SECOND)) {
            given++;
        }
        assertEquals(64, given);
        given = 0;
        while (allowance.take(-SECOND / 2)) {
            given++;
        }
        assertEquals(50, given);
        assertFalse(allowance.isFlooding());
        for (int i = 0; i < 1001; i++) {
            allowance.take(-SECOND / 2);
        }
        assertTrue(allowance.isFlooding());
    }
}
