package io.seedpod.peer.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        var table =
                new Table("name", "size>", "note").row("a", "100 B", "x").row("longer", "1 B", "");
        assertEquals(
                List.of("name     size  note", "a       100 B  x", "longer    1 B"), table.lines());
    }

    @Test
    void aRowOfAnotherLengthIsAMistake() {
        var table = new Table("one");
        assertThrows(IllegalArgumentException.class, () -> table.row("a", "b"));
    }
}
