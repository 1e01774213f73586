package io.seedpod.peer.engine.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.PeerEndpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HearsayTest {
    @ParameterizedTest(name = "{0} on the word of {1}: {2}")
    @CsvSource({
        "10.0.0.2:6881, 10.0.0.1:5000, true",
        "198.51.100.7:1024, 10.0.0.1:5000, true",
        "[2001:db8::2]:6881, 10.0.0.1:5000, true",
        "198.51.100.7:1023, 10.0.0.1:5000, false",
        "10.0.0.2:0, 10.0.0.1:5000, false",
        "127.0.0.1:6881, 10.0.0.1:5000, false",
        "127.0.0.1:6881, 127.0.0.1:5000, true",
        "[::1]:6881, 10.0.0.1:5000, false",
        "[::1]:6881, [::1]:5000, true",
        "0.0.0.0:6881, 10.0.0.1:5000, false",
        "224.0.0.1:6881, 10.0.0.1:5000, false",
        "255.255.255.255:6881, 10.0.0.1:5000, false",
        "169.254.169.254:6881, 10.0.0.1:5000, false",
        "[fe80::1]:6881, [fe80::2]:5000, false",
        "[ff02::1]:6881, 10.0.0.1:5000, false",
    })
    void onlyWhatCanBeAPeerIsBelieved(String named, String teller, boolean believed) {
        assertEquals(believed, Hearsay.isBelieved(endpoint(named), endpoint(teller)));
    }

    private static PeerEndpoint endpoint(String text) {
        return PeerEndpoint.parse(text).orElseThrow();
    }
}
