package io.seedpod.peer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionLimitsTest {
    private static SessionLimits limits(OptionalInt slots, OptionalInt request) {
        return new SessionLimits(
                0,
                0,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                slots,
                true,
                request,
                false,
                OptionalLong.empty());
    }

    private static void connections(int connections, int halfOpen) {
        var _ =
                new SessionLimits(
                        0,
                        0,
                        OptionalInt.empty(),
                        OptionalInt.of(connections),
                        OptionalInt.of(halfOpen),
                        OptionalInt.empty(),
                        false,
                        OptionalInt.empty(),
                        false,
                        OptionalLong.empty());
    }

    @Test
    void connectionsHaveARange() {
        for (int count : new int[] {-1, 0, 100_001}) {
            assertThrows(SessionException.class, () -> connections(count, 1), "" + count);
        }
        assertThrows(SessionException.class, () -> connections(1, 0));
        assertThrows(SessionException.class, () -> connections(1, 10_001));
        connections(1, 1);
        connections(100_000, 10_000);
    }

    private static void assertRefused(String key, OptionalInt slots, OptionalInt request) {
        var refusal = assertThrows(SessionException.class, () -> limits(slots, request));
        assertEquals(Trouble.USAGE, refusal.trouble());
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(key), refusal.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10_001})
    void slotsHaveARange(int count) {
        assertRefused("--upload-slots", OptionalInt.of(count), OptionalInt.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, (16 << 10) - 1, (1 << 20) + 1})
    void requestsHaveARange(int bytes) {
        assertRefused("--max-request", OptionalInt.empty(), OptionalInt.of(bytes));
    }

    @Test
    void theEndsOfTheRangesAreInThem() {
        assertEquals(
                OptionalInt.of(1),
                limits(OptionalInt.of(1), OptionalInt.of(16 << 10)).uploadSlots());
        assertEquals(
                OptionalInt.of(1 << 20),
                limits(OptionalInt.of(10_000), OptionalInt.of(1 << 20)).maxRequest());
    }
}
