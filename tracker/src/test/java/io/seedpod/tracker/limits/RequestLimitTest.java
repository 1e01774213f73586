package io.seedpod.tracker.limits;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.PeerEndpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLimitTest {
    private static final AddressRanges UNLIMITED =
            new AddressRanges(List.of(AddressRange.parse("10.0.0.0/8").orElseThrow()));

    private final RequestLimit limit = new RequestLimit(1, 1, UNLIMITED, 5, 0);

    private static PeerEndpoint at(String text) {
        return PeerEndpoint.parse(text).orElseThrow();
    }

    @Test
    void anIpv4AddressHasOneBucketWhateverItsPort() {
        assertTrue(limit.admits(at("192.0.2.1:1"), 0));
        assertFalse(limit.admits(at("192.0.2.1:2"), 0));
        assertTrue(limit.admits(at("192.0.2.2:1"), 0));
    }

    @Test
    void aSlash64OfIpv6HasOneBucket() {
        assertTrue(limit.admits(at("[2001:db8::1]:1"), 0));
        assertFalse(limit.admits(at("[2001:db8::ffff:1]:1"), 0));
        assertTrue(limit.admits(at("[2001:db8:0:1::1]:1"), 0));
    }

    @Test
    void udpAndHttpSpendFromTheSameBucket() {
        assertTrue(limit.admits(0, 0xffff_c000_0201L, 0));
        assertFalse(limit.admits(at("192.0.2.1:1"), 0));
        assertTrue(limit.admits(0x20010db8_00000000L, 5, 0));
        assertFalse(limit.admits(at("[2001:db8::1]:1"), 0));
    }

    @Test
    void someAreNotHeldBack() {
        for (int i = 0; i < 10; i++) {
            assertTrue(limit.admits(at("10.1.2.3:1"), 0));
            assertTrue(limit.admits(0, 0xffff_0a01_0203L, 0));
            assertTrue(RequestLimit.NONE.admits(at("192.0.2.1:1"), 0));
        }
    }
}
