package io.seedpod.tracker.frontend.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnounceHeadTest {
    private static final String LINE = "GET /announce?a=%00&b HTTP/1.1\r\n";

    private final AnnounceHead head = new AnnounceHead();

    private boolean recognises(String text) {
        var bytes = text.getBytes(ISO_8859_1);
        return head.recognises(bytes, 0, bytes.length);
    }

    @Test
    void aPlainAnnounceHasItsQueryAndItsEnd() {
        String request = LINE + "Host: t:6969\r\nUser-Agent: x/1\r\nAccept:\r\n\r\n";
        var bytes = ("xx" + request + "GET /").getBytes(ISO_8859_1);
        assertTrue(head.recognises(bytes, 2, bytes.length));
        assertEquals("a=%00&b", head.query(bytes));
        assertEquals(2 + request.length(), head.end());
        assertFalse(head.isClosing());
    }

    @Test
    void itNeedNotHaveHeadersOrAQuery() {
        assertTrue(recognises(LINE + "\r\n"));
        assertTrue(recognises("GET /announce? HTTP/1.1\r\n\r\n"));
    }

    @Test
    void whatIsNotThereInFullIsNotRecognised() {
        String request = LINE + "Host: t\r\nConnection: close\r\n\r\n";
        for (int length = 0; length < request.length(); length++) {
            assertFalse(recognises(request.substring(0, length)), "length " + length);
        }
        assertTrue(recognises(request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", " close ", "Close", "CLOSE"})
    void theClientMayWantItClosed(String value) {
        assertTrue(recognises(LINE + "CONNECTION:" + value + "\r\n\r\n"));
        assertTrue(head.isClosing());
        assertTrue(recognises(LINE + "Connection: Keep-Alive\r\n\r\n"));
        assertFalse(head.isClosing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0",
                "content-length: 5",
                "Transfer-Encoding: chunked",
                "Expect: 100-continue",
                "Upgrade: h2c",
                "Connection: upgrade",
                "Connection: close, keep-alive",
                "HTTP2-Settings: x",
                "Range: bytes=0-1",
                "no colon",
                ": no name",
                " folded: x",
                "na me: x",
                "name : x",
                "a: b\rc",
                "a: b\nc: d",
                "a: \0",
                "a: \u00e4"
            })
    void headersThatMeanSomethingAreTheServers(String header) {
        assertFalse(recognises(LINE + "Host: t\r\n" + header + "\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /announce HTTP/1.1",
                "GET /announcer?a HTTP/1.1",
                "GET /announce/token?a HTTP/1.1",
                "GET http://t/announce?a HTTP/1.1",
                "get /announce?a HTTP/1.1",
                "POST /announce?a HTTP/1.1",
                "GET /announce?a HTTP/1.0",
                "GET /announce?a HTTP/2.0",
                "GET /announce?a  HTTP/1.1",
                "GET /announce?a b HTTP/1.1",
                "GET /announce?\u00e4 HTTP/1.1",
                "GET /announce?a"
            })
    void otherRequestsAreTheServers(String line) {
        assertFalse(recognises(line + "\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#many")
    void spoiltBytesDoNoHarm(long seed) {
        var gen = new Gen(seed);
        var bytes = (LINE + "Host: t\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1);
        for (int i = 0; i < 10; i++) {
            bytes = Bytes.spoil(bytes, gen.random());
            if (head.recognises(bytes, 0, bytes.length)) {
                assertTrue(head.end() <= bytes.length);
                assertTrue(head.query(bytes).length() < bytes.length);
            }
        }
    }
}
