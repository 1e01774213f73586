package io.seedpod.model.webseed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSeedUrlTest {
    private static WebSeedUrl url(String text) {
        return WebSeedUrl.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://h|http://h/",
                "HTTP://Files.Example:80/a b?x=ü#part|http://files.example/a%20b?x=%C3%BC",
                "https://h:443/%41%zz|https://h/%41%25zz",
                "https://[2001:DB8::1]:8443/|https://[2001:db8::1]:8443/",
                "http://h:/x|http://h/x",
                "http://h?q|http://h/?q",
                "'http://h/a\r\nX: 1'|http://h/a%0D%0AX:%201"
            })
    void addressesAreMadeSendable(String text, String expected) {
        assertEquals(expected, url(text).toString());
        assertEquals(url(text), url(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h/file",
                "ftp://h/file",
                "file:///etc/passwd",
                "http:///file",
                "http://user@h/",
                "http://user:secret@h/",
                "http://h:0/",
                "http://h:65536/",
                "http://h:8x/",
                "http://h:123456/",
                "http://h h/",
                "http://h\r\n/",
                "http://[::1/",
                "http://[]/",
                "http://[h]/",
                "http://[::1]8/"
            })
    void whatWeWouldNotAskIsRefused(String text) {
        assertEquals(Optional.empty(), WebSeedUrl.parse(text));
    }

    @Test
    void anAddressHasALength() {
        String longest = "http://h/" + "a".repeat(WebSeedUrl.MAX_LENGTH - 9);
        assertTrue(WebSeedUrl.parse(longest).isPresent());
        assertFalse(WebSeedUrl.parse(longest + "a").isPresent());
    }

    @Test
    void aFoldersAddressEndsInASlash() {
        assertEquals("http://h/d/a%20b", url("http://h/d/").of("a b", List.of()).toString());
        assertEquals("http://h/d", url("http://h/d").of("a b", List.of()).toString());
        var path = List.of("x/y", "ü%");
        assertEquals("http://h/d/n/x%2Fy/%C3%BC%25", url("http://h/d/").of("n", path).toString());
        assertEquals("http://h/d/n/x%2Fy/%C3%BC%25", url("http://h/d").of("n", path).toString());
        assertEquals("http://h/n/f?k=v", url("http://h/?k=v").of("n", List.of("f")).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "https://o/x,https://o/x",
        "//o:81/x,http://o:81/x",
        "/x?y,http://h:8080/x?y",
        "x,http://h:8080/d/x",
        "x?u=http,http://h:8080/d/x?u=http"
    })
    void aLocationLeadsElsewhere(String location, String expected) {
        assertEquals(expected, url("http://h:8080/d/f").follow(location).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://o/x", "http://", "http://a:b@c/", "///"})
    void aLocationMayLeadNowhere(String location) {
        assertEquals(Optional.empty(), url("http://h/d/f").follow(location));
    }

    @Test
    void ofManyTheFirstOnesCount() {
        var many = new ArrayList<>(List.of("ftp://no", "http://h/0", "http://h/0"));
        for (int i = 1; i < 2 * WebSeedUrl.MAX_COUNT; i++) {
            many.add("http://h/" + i);
        }
        var accepted = WebSeedUrl.accepted(many);
        assertEquals(WebSeedUrl.MAX_COUNT, accepted.size());
        assertEquals("http://h/0", accepted.getFirst());
        assertEquals("http://h/1", accepted.get(1));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whateverIsReadCanBeSentAndReadAgain(long seed) {
        var gen = new Gen(seed);
        for (int i = 0; i < 100; i++) {
            var text = new StringBuilder("http://h");
            for (int n = gen.between(0, 12); n > 0; n--) {
                text.append((char) gen.between(0, 0x17f));
            }
            WebSeedUrl.parse(text.toString())
                    .ifPresent(
                            url -> {
                                assertEquals(Optional.of(url), WebSeedUrl.parse(url.toString()));
                                assertTrue(
                                        url.target().chars().allMatch(c -> c > ' ' && c < 0x7f),
                                        url.target());
                            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bytes 0-0/1,0,0,1",
        "Bytes 5-9/*,5,9,-1",
        "' bytes  16384-32767/40000 ',16384,32767,40000"
    })
    void rangesAreRead(String value, long first, long last, long total) {
        var range = ContentRange.parse(value).orElseThrow();
        assertEquals(new ContentRange(first, last, total), range);
        assertEquals(last - first + 1, range.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes */10",
                "bytes 5-4/10",
                "bytes 0-10/10",
                "bytes -1-3/10",
                "bytes 0-9999999999999999999/*",
                "lines 0-1/2",
                "bytes 0-1/2, bytes 3-4/5"
            })
    void whatIsNoRangeIsRefused(String value) {
        assertEquals(Optional.empty(), ContentRange.parse(value));
    }
}
