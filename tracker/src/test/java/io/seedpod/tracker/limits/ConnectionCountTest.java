package io.seedpod.tracker.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.limits.ConnectionCount.Admission;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionCountTest {
    private static final PeerEndpoint FIRST = new PeerEndpoint.V4(1, 1);
    private static final PeerEndpoint SECOND = new PeerEndpoint.V4(2, 1);
    private static final PeerEndpoint FREE = new PeerEndpoint.V4(3, 1);

    private final ConnectionCount count =
            new ConnectionCount(4, 2, new AddressRanges(List.of(new AddressRange(0, 3, 32, true))));

    @Test
    void anAddressHasSoManyAndAllHaveSoMany() {
        assertEquals(Admission.ADMITTED, count.enter(FIRST));
        assertEquals(Admission.ADMITTED, count.enter(FIRST));
        assertEquals(Admission.TOO_MANY_OF_ADDRESS, count.enter(FIRST));
        assertEquals(Admission.ADMITTED, count.enter(SECOND));
        assertEquals(Admission.ADMITTED, count.enter(SECOND));
        assertEquals(Admission.TOO_MANY, count.enter(FREE));
        assertEquals(4, count.open());
    }

    @Test
    void whoLeavesMakesRoom() {
        count.enter(FIRST);
        count.enter(FIRST);
        count.leave(FIRST);
        assertEquals(Admission.ADMITTED, count.enter(FIRST));
        count.leave(FIRST);
        count.leave(FIRST);
        assertEquals(0, count.open());
    }

    @Test
    void someAreCountedInAllOnly() {
        for (int i = 0; i < 4; i++) {
            assertEquals(Admission.ADMITTED, count.enter(FREE));
        }
        assertEquals(Admission.TOO_MANY, count.enter(FREE));
    }
}
