package io.seedpod.peer.cli.shell.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private final Choice choice = new Choice(List.of("alpha.bin", "beta.bin", "Gamma.txt"));

    @Test
    void arrowsMoveTheMarkAndTheEndsAreJoined() {
        assertEquals("alpha.bin", choice.chosen());
        choice.move(1);
        assertEquals("beta.bin", choice.chosen());
        choice.move(-2);
        assertEquals("Gamma.txt", choice.chosen());
    }

    @Test
    void typingFiltersWhateverTheCase() {
        choice.move(1);
        choice.type("G");
        choice.type("a");
        assertEquals("Gamma.txt", choice.chosen());
        assertEquals(List.of("> Gamma.txt"), choice.window(5));
        choice.erase();
        choice.erase();
        assertEquals("alpha.bin", choice.chosen());
    }

    @Test
    void nothingThatMatchesIsNothingChosen() {
        choice.type("zzz");
        choice.move(1);
        assertEquals("", choice.chosen());
        assertEquals(List.of(), choice.window(5));
    }

    @Test
    void theMarkedOneIsAlwaysInSight() {
        choice.move(2);
        assertEquals(List.of("  beta.bin", "> Gamma.txt"), choice.window(2));
    }
}
