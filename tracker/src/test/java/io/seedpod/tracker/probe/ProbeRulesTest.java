package io.seedpod.tracker.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.PeerEndpoint;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeRulesTest {
    private static PeerEndpoint peer(String literal) {
        return PeerEndpoint.parse(literal).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3:6881, true",
        "[fd00::7]:6881, true",
        "11.1.2.3:6881, false",
        "127.0.0.1:6881, false",
        "169.254.169.254:80, false",
        "10.1.2.3:6969, false",
        "10.1.2.3:9000, false",
        "10.1.2.3:0, false"
    })
    void onlyTheRangesAndNeverOwnPorts(String peer, boolean allowed) {
        var ranges =
                List.of(
                        AddressRange.parse("10.0.0.0/8").orElseThrow(),
                        AddressRange.parse("fc00::/7").orElseThrow());
        assertEquals(allowed, new ProbeRules(ranges, Set.of(6969, 9000)).allow(peer(peer)));
    }

    @Test
    void withoutRangesNobodyIsAsked() {
        assertEquals(false, new ProbeRules(List.of(), Set.of()).allow(peer("10.1.2.3:6881")));
    }
}
