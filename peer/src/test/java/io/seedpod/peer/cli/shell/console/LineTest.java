package io.seedpod.peer.cli.shell.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    @Test
    void wordsArePartedByBlanks() {
        assertEquals(List.of("get", "model.bin"), Line.split("  get\tmodel.bin "));
        assertEquals(List.of(), Line.split("   "));
    }

    @Test
    void quotesAndBackslashesKeepBlanks() {
        assertEquals(
                List.of("share", "a b", "c d", "e f"), Line.split("share 'a b' \"c d\" e\\ f"));
        assertEquals(List.of("", "x"), Line.split("'' x"));
        assertEquals(List.of("a\"b"), Line.split("a\\\"b"));
        assertEquals(List.of("a\\b"), Line.split("'a\\b'"));
    }

    @Test
    void anOpenQuoteReachesToTheEnd() {
        assertEquals(List.of("get", "a b"), Line.split("get 'a b"));
        assertEquals(List.of("get\\"), Line.split("get\\"));
    }

    @Test
    void aCommentBeginsAWord() {
        assertEquals(List.of("ls", "a#b"), Line.split("ls a#b # all"));
        assertEquals(List.of(), Line.split("# ls"));
    }
}
