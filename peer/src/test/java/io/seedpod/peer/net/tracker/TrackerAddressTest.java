package io.seedpod.peer.net.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.net.tracker.TrackerAddress.Scheme;
import io.seedpod.peer.net.tracker.TrackerException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ways to say where a tracker is.
class TrackerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "tracker:6969, UDP, tracker, 6969, ''",
        "tracker, UDP, tracker, 6969, ''",
        "127.0.0.1:7000, UDP, 127.0.0.1, 7000, ''",
        "[::1]:7000, UDP, ::1, 7000, ''",
        "udp://tracker.example:1337, UDP, tracker.example, 1337, ''",
        "udp://tracker:1337/announce?t=1, UDP, tracker, 1337, /announce?t=1",
        "http://tracker:6969/announce, HTTP, tracker, 6969, /announce",
        "http://tracker/announce, HTTP, tracker, 80, /announce",
        "https://[2001:db8::1]/a?b=c, HTTPS, 2001:db8::1, 443, /a?b=c",
        "' HTTP://tracker/announce ', HTTP, tracker, 80, /announce"
    })
    void areUnderstood(String text, Scheme scheme, String host, int port, String rest)
            throws TrackerException {
        var address = TrackerAddress.parse(text);
        assertEquals(new TrackerAddress(scheme, host, port, rest, host), address);
        assertEquals(address, TrackerAddress.parse(address.announceUrl()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":6969",
                "tracker:0",
                "tracker:65536",
                "tracker:x",
                "ftp://tracker:21",
                "udp://",
                "http:///announce",
                "a b:1",
                "user@tracker:6969",
                "not/a/tracker",
                "tracker:6969/announce",
                "tracker?x",
                "[::1:6969"
            })
    void thatMakeNoSenseAreRefusedWithTheirText(String text) {
        var failure = assertThrows(TrackerException.class, () -> TrackerAddress.parse(text));
        assertEquals(Kind.INVALID, failure.kind());
        assertTrue(failure.getMessage().contains(text));
    }

    @Test
    void theCatalogueIsAtTheSameHostAndPort() throws TrackerException {
        assertEquals("http://[::1]:7000", TrackerAddress.parse("[::1]:7000").catalogueUrl());
        assertEquals("[::1]", TrackerAddress.parse("[::1]:7000").nameInUrl());
        assertEquals("tracker", TrackerAddress.parse("tracker:7000").nameInUrl());
        assertEquals(
                "https://tracker:443",
                TrackerAddress.parse("https://tracker/announce").catalogueUrl());
    }
}
