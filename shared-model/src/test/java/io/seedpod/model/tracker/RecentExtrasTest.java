package io.seedpod.model.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.seedpod.model.testkit.Gen;
import org.junit.jupiter.api.Test;

class RecentExtrasTest {
    private final RecentExtras recent = new RecentExtras();

    @Test
    void whatIsSaidAgainIsNotReadAgain() {
        var first = recent.of("?node=a");
        assertEquals("a", first.labels().node());
        assertSame(first, recent.of(String.join("=", "?node", "a")));
        var longText = "?token=" + "t".repeat(300);
        assertNotSame(recent.of("?x=1&token=" + "t".repeat(245)), recent.of(longText));
    }

    @Test
    void whateverWasReadBeforeATextSaysWhatItSays() {
        var gen = new Gen(13);
        for (int i = 0; i < 20_000; i++) {
            var text =
                    "?node=%d&draining=%d&token=%d"
                            .formatted(gen.between(0, 40), gen.between(0, 1), gen.between(0, 40));
            assertEquals(AnnounceExtras.read(text), recent.of(text), text);
        }
    }
}
