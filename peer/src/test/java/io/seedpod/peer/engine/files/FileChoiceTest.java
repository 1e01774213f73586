package io.seedpod.peer.engine.files;

import static io.seedpod.peer.engine.files.Priority.HIGH;
import static io.seedpod.peer.engine.files.Priority.LOW;
import static io.seedpod.peer.engine.files.Priority.NORMAL;
import static io.seedpod.peer.engine.files.Priority.SKIP;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.peer.engine.files.FileChoice.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileChoiceTest {
    private static final int PIECE = 16384;

    /// Four files: one of two pieces and a half; the half piece is shared with the next two.
    private static InfoDict info() throws Exception {
        var builder =
                InfoDictBuilder.folder("album")
                        .pieceLength(PIECE)
                        .file(List.of("cover.png"), 2L * PIECE + PIECE / 2, false)
                        .file(List.of("disc 1", "one.ogg"), PIECE / 4, false)
                        .file(List.of("disc 1", "two.ogg"), PIECE / 4 + PIECE, false)
                        .file(List.of("disc 2", "one.ogg"), PIECE, false);
        return builder.build(new byte[20 * builder.layout().pieceCount()]);
    }

    private static FileChoice choice(String... rules) {
        var all = FileChoice.ALL;
        for (String rule : rules) {
            all = all.then(Rule.parse(rule).orElseThrow());
        }
        return all;
    }

    @Test
    void whatNobodySpokeAboutIsWantedAsUsual() throws Exception {
        assertEquals(List.of(NORMAL, NORMAL, NORMAL, NORMAL), FileChoice.ALL.files(info()));
        assertEquals(List.of(NORMAL, HIGH, NORMAL, NORMAL), choice("high=1").files(info()));
    }

    @Test
    void onlyMeansNoOthers() throws Exception {
        assertEquals(
                List.of(SKIP, NORMAL, SKIP, NORMAL),
                FileChoice.only(List.of("one.ogg")).files(info()));
        assertEquals(
                List.of(NORMAL, SKIP, NORMAL, NORMAL),
                FileChoice.only(List.of("0", "2-99")).files(info()));
        assertEquals(
                List.of(SKIP, NORMAL, NORMAL, SKIP),
                FileChoice.only(List.of("disc 1/*")).files(info()));
        assertEquals(
                List.of(NORMAL, SKIP, NORMAL, NORMAL),
                FileChoice.only(List.of("0,2-999999999,7-3")).files(info()));
    }

    @Test
    void theLastWordHolds() throws Exception {
        var choice = choice("low=**", "skip=*.png", "high=disc ?/one.ogg");
        assertEquals(List.of(SKIP, HIGH, LOW, HIGH), choice.files(info()));
        assertEquals(
                List.of(LOW, HIGH, LOW, HIGH), choice.then(new Rule(LOW, "*.png")).files(info()));
        assertEquals(3, choice.then(new Rule(LOW, "*.png")).rules().size());
        assertEquals(FileChoice.ALL, choice.then(new Rule(NORMAL, "**")));
    }

    @Test
    void whoWantsMoreTakesNothingAway() throws Exception {
        var one = FileChoice.only(List.of("0"));
        var both = one.also(FileChoice.only(List.of("disc 2/*")));
        assertEquals(List.of(NORMAL, SKIP, SKIP, NORMAL), both.files(info()));
        assertEquals(both, both.also(one));
    }

    @ParameterizedTest
    @CsvSource({
        "a,a,true",
        "a,b,false",
        "*,abc,true",
        "*,a/b,false",
        "**,a/b,true",
        "a/*,a/b,true",
        "a/*,a/b/c,false",
        "a/**,a/b/c,true",
        "**/c,a/b/c,true",
        "?,a,true",
        "?,/,false",
        "a*b*c,aXbYc,true",
        "a*b*c,aXbY,false",
        "*.ogg,.ogg,true",
        "[a],[a],true",
        "a.c,abc,false"
    })
    void patternsFitAsInAShell(String pattern, String text, boolean fits) {
        assertEquals(fits, Glob.matches(pattern, text), pattern + " on " + text);
    }

    @Test
    void noPatternTakesLong() {
        var pattern = "*a".repeat(FileChoice.MAX_PATTERN / 2);
        var text = "a".repeat(4000) + "b";
        assertTimeout(Duration.ofSeconds(5), () -> assertFalse(Glob.matches(pattern, text)));
    }

    @Test
    void whatIsNoRuleIsRefused() {
        for (var text : new String[] {"", "high", "high=", "=a", "urgent=a"}) {
            assertEquals(Optional.empty(), Rule.parse(text), text);
        }
        assertEquals(Optional.of(new Rule(SKIP, "a=b")), Rule.parse("SKIP=a=b"));
        var tooLong = "a".repeat(FileChoice.MAX_PATTERN + 1);
        assertThrows(IllegalArgumentException.class, () -> new Rule(HIGH, tooLong));
        assertEquals(Optional.empty(), Rule.parse("high=" + tooLong));
        var many =
                new ArrayList<>(Collections.nCopies(FileChoice.MAX_RULES + 1, new Rule(LOW, "a")));
        assertThrows(IllegalArgumentException.class, () -> new FileChoice(many));
    }

    @Test
    void aPieceIsWantedAsMuchAsTheFileInItThatIsWantedMost() throws Exception {
        var info = info();
        byte[] ranks = PieceRanks.of(info, choice("skip=**", "high=1", "low=3").files(info));
        // Half of piece 2 is the cover, which nobody wants.
        assertArrayEquals(new byte[] {0, 0, (byte) HIGH.rank(), 0, (byte) LOW.rank()}, ranks);
    }
}
