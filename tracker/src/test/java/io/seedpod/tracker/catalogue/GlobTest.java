package io.seedpod.tracker.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    private static Glob glob(String text) {
        return Glob.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "*, a",
        "*, ''",
        "a*, a",
        "a*c, abbc",
        "a*b*c, abxbxc",
        "?, 🙂",
        "m-?.bin, m-1.bin",
        "[abc]x, bx",
        "[a-c]x, bx",
        "[!a-c]x, dx",
        "[]]x, ]x",
        "[!]]x, ax",
        "[a-]x, -x",
        "\\*, *",
        "\\[a], [a]",
        "***, abc",
        "*.bin, .bin"
    })
    void takes(String glob, String text) {
        assertTrue(glob(glob).matches(text));
    }

    @ParameterizedTest
    @CsvSource({
        "a, b",
        "a, ab",
        "a, ''",
        "'', a",
        "a*c, ab",
        "?, ''",
        "?, ab",
        "[a-c]x, dx",
        "[!a-c]x, bx",
        "[!]]x, ]x",
        "\\*, a",
        "*.bin, a.bi",
        "a*b, ac"
    })
    void refuses(String glob, String text) {
        assertFalse(glob(glob).matches(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "a[", "[a", "[!", "[]", "[!]", "\\", "a\\"})
    void whatIsNotWholeIsNoGlob(String text) {
        assertEquals(Optional.empty(), Glob.parse(text));
    }

    @Test
    void aGlobHasABoundedLength() {
        assertTrue(Glob.parse("a".repeat(255)).isPresent());
        assertTrue(Glob.parse("a".repeat(256)).isEmpty());
    }

    @Test
    void thePrefixIsWhatStandsBeforeTheFirstThatVaries() {
        assertEquals("model-", glob("model-*").prefix());
        assertEquals("m*", glob("m\\*?").prefix());
        assertEquals("", glob("*a").prefix());
        assertEquals("a", glob("a[b]").prefix());
        assertEquals("abc", glob("abc").prefix());
    }

    @Test
    void aHostilePatternTakesNoLongTime() {
        var glob = glob("*a".repeat(120) + "b");
        var text = "a".repeat(255);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertFalse(glob.matches(text)));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anyTextIsAGlobOrNoneAndAnyGlobAnswers(long seed) {
        var gen = new Gen(seed);
        for (int i = 0; i < 20; i++) {
            var text = new StringBuilder();
            for (int k = gen.between(0, 12); k > 0; k--) {
                text.append(gen.oneOf("*", "?", "[", "]", "!", "-", "\\", "a", "b", "🙂"));
            }
            Glob.parse(text.toString()).ifPresent(glob -> glob.matches(gen.text(20)));
        }
    }
}
