package io.seedpod.peer.cli.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void readsWhatSttySays() {
        assertEquals(132, Terminal.parseColumns("50 132\n"));
        assertEquals(80, Terminal.parseColumns("0 0\n"));
        assertEquals(80, Terminal.parseColumns("stty: not a terminal"));
        assertEquals(80, Terminal.parseColumns(""));
    }

    @Test
    void knowsATerminalByItsDevice() {
        assertTrue(Terminal.isTerminal("/dev/pts/3"));
        assertTrue(Terminal.isTerminal("/dev/tty1"));
        assertFalse(Terminal.isTerminal("pipe:[4711]"));
        assertFalse(Terminal.isTerminal("/dev/null"));
        assertFalse(Terminal.isTerminal("/home/user/log.txt"));
    }
}
