package io.seedpod.peer.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WordsTest {
    private static final String ESCAPE = "\u001b";

    @Test
    void nothingMovesTheCursorOrTurnsTheLine() {
        assertEquals("?[2Jname??", Words.printable(ESCAPE + "[2Jname\r\n"));
        assertEquals("a?b?c?", Words.printable("a\u009bb\u202ec\u2066"));
        assertEquals("ünï 日本 😀 e\u0301", Words.printable("ünï 日本 😀 e\u0301"));
    }

    @Test
    void widthIsCountedInColumns() {
        assertEquals(3, Words.width("abc"));
        assertEquals(3, Words.width("ünï"));
        assertEquals(4, Words.width("日本"));
        assertEquals(2, Words.width("😀"));
        assertEquals(1, Words.width("e\u0301"));
    }

    @Test
    void whatDoesNotFitIsCutBetweenCharacters() {
        assertEquals("abc", Words.fit("abc", 3));
        assertEquals("ab…", Words.fit("abcd", 3));
        assertEquals("日…", Words.fit("日本語", 4));
        assertEquals("😀…", Words.fit("😀😀", 3));
        assertEquals("…", Words.fit("abc", 1));
        assertEquals("", Words.fit("abc", 0));
        for (var columns = 0; columns < 12; columns++) {
            assertTrue(Words.width(Words.fit("a日b本c語é", columns)) <= columns);
        }
    }
}
