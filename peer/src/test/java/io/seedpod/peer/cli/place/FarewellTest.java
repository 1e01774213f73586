package io.seedpod.peer.cli.place;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FarewellTest {
    @Test
    void someOfTheTimeIsKeptForTrackersAndRecords() {
        assertEquals(Duration.ofSeconds(21), Farewell.handOver(Duration.ofSeconds(25)));
        assertEquals(Duration.ofSeconds(3), Farewell.handOver(Duration.ofSeconds(4)));
        assertEquals(Duration.ofSeconds(56), Farewell.handOver(Duration.ofSeconds(60)));
    }

    @Test
    void whatRemainsIsTold() {
        assertEquals("every piece is with others", Farewell.what(0));
        assertEquals("1 piece may be with nobody else", Farewell.what(1));
        assertEquals("7 pieces may be with nobody else", Farewell.what(7));
    }
}
