package io.seedpod.peer.net.webseed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.webseed.WebSeedPolicy;
import io.seedpod.peer.net.webseed.AddressGuard.Reach;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressGuardTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, HERE",
        "127.255.1.2, HERE",
        "0.0.0.0, HERE",
        "0.1.2.3, HERE",
        "169.254.169.254, HERE",
        "224.0.0.1, HERE",
        "255.255.255.255, HERE",
        "100.100.100.200, HERE",
        "192.0.0.192, HERE",
        "::1, HERE",
        "::, HERE",
        "fe80::1, HERE",
        "ff02::1, HERE",
        "fd00:ec2::254, HERE",
        "::ffff:127.0.0.1, HERE",
        "64:ff9b::7f00:1, HERE",
        "64:ff9b::a9fe:a9fe, HERE",
        "2002:7f00:1::1, HERE",
        "10.1.2.3, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.1.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "198.18.0.1, PRIVATE",
        "fd12::1, PRIVATE",
        "fec0::1, PRIVATE",
        "64:ff9b::a00:1, PRIVATE",
        "2002:a00:1::1, PRIVATE",
        "172.32.0.1, PUBLIC",
        "100.128.0.1, PUBLIC",
        "8.8.8.8, PUBLIC",
        "2001:4860:4860::8888, PUBLIC",
        "64:ff9b::808:808, PUBLIC"
    })
    void addressesAreHereOrPrivateOrPublic(String text, Reach reach) {
        assertEquals(reach, AddressGuard.reach(InetAddress.ofLiteral(text)));
    }

    private static boolean isAsked(
            WebSeedPolicy policy, String address, boolean query, boolean fromOutside) {
        return new AddressGuard(policy)
                .objection(InetAddress.ofLiteral(address), query, fromOutside)
                .equals(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true, true, true",
        "10.0.0.1, false, false, true",
        "10.0.0.1, true, false, false",
        "10.0.0.1, false, true, false",
        "127.0.0.1, false, false, false",
        "169.254.169.254, false, false, false"
    })
    void careHasThreeRules(String address, boolean query, boolean fromOutside, boolean asked) {
        assertEquals(asked, isAsked(WebSeedPolicy.CAREFUL, address, query, fromOutside));
        assertTrue(isAsked(WebSeedPolicy.ANY, address, query, fromOutside));
    }

    @Test
    void offAsksNobody() {
        assertTrue(!isAsked(WebSeedPolicy.OFF, "8.8.8.8", false, false));
    }
}
