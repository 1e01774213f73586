package io.seedpod.model.tracker.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Queries are bytes.
class HttpQueryTest {
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anyBytesSurvive(long seed) throws HttpQueryException {
        var bytes = new Gen(seed).bytes(50);
        var query = HttpQuery.parse("a=1&info_hash=" + HttpQuery.encode(bytes) + "&b=2");
        assertArrayEquals(bytes, query.bytes("info_hash").orElseThrow());
        assertEquals(Optional.of("2"), query.text("b"));
    }

    @Test
    void plainAndPercentAndPlusAreWhatTheyAre() throws HttpQueryException {
        var query = HttpQuery.parse("x=%41b%7a+%2B&&y&z=&%6b=1");
        assertEquals(Optional.of("Abz++"), query.text("x"));
        assertEquals(Optional.of(""), query.text("y"));
        assertEquals(Optional.of(""), query.text("z"));
        assertTrue(query.isOne("k"));
        assertEquals(Optional.empty(), query.text("absent"));
        assertEquals(
                "%00-._~aZ9%25%2B%FF",
                HttpQuery.encode(
                        new byte[] {0, '-', '.', '_', '~', 'a', 'Z', '9', '%', '+', (byte) 0xFF}));
    }

    @Test
    void aParameterMayComeOften() throws HttpQueryException {
        var values = HttpQuery.parse("h=1&i=2&h=3").all("h");
        assertEquals(List.of("1", "3"), values.stream().map(String::new).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%4&b=5", "a=%zz", "%=1", "a=漢", "a=%٠٠"})
    void whatIsNoQueryIsRefused(String query) {
        assertThrows(HttpQueryException.class, () -> HttpQuery.parse(query));
    }

    @Test
    void lengthAndNumberOfParametersAreBounded() throws HttpQueryException {
        assertEquals(128, HttpQuery.parse("a=1&".repeat(128)).all("a").size());
        assertThrows(HttpQueryException.class, () -> HttpQuery.parse("a=1&".repeat(129)));
        assertThrows(HttpQueryException.class, () -> HttpQuery.parse("a".repeat(8193)));
    }
}
