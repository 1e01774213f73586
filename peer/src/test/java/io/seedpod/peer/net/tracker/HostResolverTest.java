package io.seedpod.peer.net.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The order in which a host's addresses are tried.
class HostResolverTest {
    @Test
    void familiesTakeTurnsAndTheSystemsPreferenceStays() {
        assertEquals(
                addresses("::1", "1.1.1.1", "::2", "2.2.2.2"),
                HostResolver.byTurns(
                        addresses("::1", "::2", "::3", "1.1.1.1", "2.2.2.2", "3.3.3.3")));
        assertEquals(
                addresses("1.1.1.1", "::1", "2.2.2.2"),
                HostResolver.byTurns(addresses("1.1.1.1", "2.2.2.2", "::1")));
        assertEquals(addresses("1.1.1.1"), HostResolver.byTurns(addresses("1.1.1.1")));
    }

    private static List<InetAddress> addresses(String... literals) {
        return Arrays.stream(literals).map(InetAddress::ofLiteral).toList();
    }
}
