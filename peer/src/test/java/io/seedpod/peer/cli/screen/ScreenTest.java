package io.seedpod.peer.cli.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.cli.text.ProgressLine.Figures;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Figures FIGURES = new Figures("a", "downloading", 1, 2, 0, 0, 1, -1);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Screen screen(boolean json) {
        return new Screen(print(out), print(err), json, Optional.empty());
    }

    private static PrintStream print(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }

    @Test
    void resultsAndNoticesGoTheirOwnWays() {
        var screen = screen(false);
        screen.result("done");
        screen.notice("by the way");
        screen.event("ignored", Map.of());
        assertEquals("done\n", out.toString(StandardCharsets.UTF_8));
        assertEquals("by the way\n", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void withoutATerminalProgressIsALineEveryFewSeconds() {
        var screen = screen(false);
        for (var tenth = 0; tenth <= 100; tenth++) {
            screen.progress(FIGURES, Map.of(), tenth * SECOND / 10);
        }
        assertEquals(3, err.toString(StandardCharsets.UTF_8).lines().count());
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("a  50%"));
    }

    @Test
    void jsonIsOneObjectALineAndNothingElse() {
        var screen = screen(true);
        screen.result("for people");
        screen.notice("by the way");
        screen.progress(FIGURES, Map.of("name", "a"), 0);
        screen.event("verified", Map.of("path", "/a b"));
        assertEquals(
                """
                {"event":"notice","message":"by the way"}
                {"event":"progress","torrent":{"name":"a"}}
                {"event":"verified","path":"/a b"}
                """,
                out.toString(StandardCharsets.UTF_8));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }
}
