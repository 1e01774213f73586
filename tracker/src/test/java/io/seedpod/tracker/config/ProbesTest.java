package io.seedpod.tracker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.PeerEndpoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbesTest {
    private static Probes read(String text) throws StartFailure {
        return Probes.read(new SettingReader(_ -> Optional.of(new Given(text, "--probe"))));
    }

    private static boolean probes(Probes probes, String address) {
        var peer = PeerEndpoint.parse(address).orElseThrow();
        return probes.ranges().stream().anyMatch(range -> range.contains(peer));
    }

    @Test
    void unlessToldOtherwiseOnlyPrivateAddressesAreProbed() throws StartFailure {
        var probes = Probes.read(new SettingReader(_ -> Optional.empty()));
        for (var inside :
                List.of(
                        "10.9.8.7:1",
                        "172.31.0.1:1",
                        "192.168.1.1:1",
                        "100.64.3.2:1",
                        "127.0.0.1:1",
                        "[::1]:1",
                        "[fd12::1]:1")) {
            assertTrue(probes(probes, inside), inside);
        }
        for (var outside :
                List.of(
                        "8.8.8.8:1",
                        "172.32.0.1:1",
                        "169.254.169.254:80",
                        "[fe80::1]:1",
                        "[2001:db8::1]:1",
                        "255.255.255.255:1")) {
            assertFalse(probes(probes, outside), outside);
        }
    }

    @Test
    void offMeansNobody() throws StartFailure {
        assertEquals(List.of(), read("off").ranges());
    }

    @Test
    void rangesAreTakenAsGivenAndMayStandBesideThePrivateOnes() throws StartFailure {
        assertEquals(
                List.of(AddressRange.parse("203.0.113.0/24").orElseThrow()),
                read("203.0.113.0/24").ranges());
        assertTrue(probes(read("private, 203.0.113.0/24"), "203.0.113.9:1"));
        assertTrue(probes(read("private, 203.0.113.0/24"), "10.0.0.1:1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "10.0.0.0/33", "off,10.0.0.0/8", "10.0.0.0-10.0.0.9"})
    void anythingElseStopsTheStartAndSaysWhatIsWanted(String text) {
        var failure = assertThrows(StartFailure.class, () -> read(text));
        assertTrue(failure.getMessage().startsWith("--probe: '" + text + "'"));
        assertTrue(failure.getMessage().contains("10.0.0.0/8"));
    }
}
