package io.seedpod.model.tracker.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.testkit.Gen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Connection ids without memory.
class ConnectionIdsTest {
    private static final long NOON = 60 * 1000;

    private final Gen gen = new Gen(1);
    private final byte[] key = gen.bytes(ConnectionIds.KEY_LENGTH);
    private final ConnectionIds ids = new ConnectionIds(key);
    private final PeerEndpoint client = PeerEndpoint.parse("203.0.113.7:51413").orElseThrow();

    @Test
    void anIdLivesFromTheWindowBeforeItToTwoAfter() {
        long id = ids.issue(client, NOON);
        assertFalse(ids.accepts(id, client, NOON - 61));
        assertTrue(ids.accepts(id, client, NOON - 60));
        assertTrue(ids.accepts(id, client, NOON));
        assertTrue(ids.accepts(id, client, NOON + 179));
        assertFalse(ids.accepts(id, client, NOON + 180));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anIdLivesAtLeastTwoMinutesWheneverItWasIssued(long seed) {
        var random = new Gen(seed);
        var someone = random.endpoint();
        long now = random.between(0, 4_000_000_000L);
        long id = ids.issue(someone, now);
        assertTrue(ids.accepts(id, someone, now + random.between(0, 120)));
        assertFalse(ids.accepts(id, someone, now + 180));
        assertFalse(ids.accepts(id + 1, someone, now));
        assertFalse(ids.accepts(id, random.endpoint(), now));
    }

    @Test
    void thePortDoesNotMatterAndTheAddressDoes() {
        long id = ids.issue(client, NOON);
        assertTrue(ids.accepts(id, PeerEndpoint.parse("203.0.113.7:1").orElseThrow(), NOON));
        assertFalse(ids.accepts(id, PeerEndpoint.parse("203.0.113.8:51413").orElseThrow(), NOON));
    }

    @Test
    void addressesInTwoWordsAreTheSameAsEndpoints() {
        long id = ids.issue(client, NOON);
        assertEquals(id, ids.issue(0, 0xFFFF_CB00_7107L, NOON)); // ::ffff:203.0.113.7
        var v6 = new PeerEndpoint.V6(0x2001_0db8_0000_0000L, 1, 6881);
        assertTrue(ids.accepts(ids.issue(v6, NOON), 0x2001_0db8_0000_0000L, 1, NOON));
    }

    @Test
    void replicasWithTheSameKeyAcceptEachOthersIds() {
        long id = ids.issue(client, NOON);
        assertTrue(new ConnectionIds(key.clone()).accepts(id, client, NOON));
        assertFalse(new ConnectionIds(gen.bytes(16)).accepts(id, client, NOON));
    }

    @Test
    void thePreviousKeyIsAcceptedAndNotIssued() {
        var newKey = gen.bytes(16);
        var rotated = new ConnectionIds(newKey, key);
        assertTrue(rotated.accepts(ids.issue(client, NOON), client, NOON));
        assertFalse(ids.accepts(rotated.issue(client, NOON), client, NOON));
        assertTrue(new ConnectionIds(newKey).accepts(rotated.issue(client, NOON), client, NOON));
    }
}
