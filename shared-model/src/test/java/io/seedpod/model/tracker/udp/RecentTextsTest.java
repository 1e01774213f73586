package io.seedpod.model.tracker.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.seedpod.model.testkit.Gen;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RecentTextsTest {
    private final RecentTexts recent = new RecentTexts();

    private String read(String text) {
        var bytes = text.getBytes(UTF_8);
        var packet = ByteBuffer.allocate(bytes.length + 9).put(4, bytes);
        return recent.of(packet, 4, bytes.length);
    }

    @Test
    void whatIsSaidAgainIsNotMadeAgain() {
        var first = read("?node=a&zone=b");
        assertEquals("?node=a&zone=b", first);
        assertSame(first, read("?node=a&zone=b"));
    }

    /// These hash alike, as Java hashes strings: two are kept.
    @Test
    void textsThatShareAPlaceAreToldApart() {
        var first = read("AaAa");
        assertEquals("BBBB", read("BBBB"));
        assertSame(first, read("AaAa"));
        assertEquals("AaBB", read("AaBB"));
        assertEquals("BBAa", read("BBAa"));
        var again = read("AaAa");
        assertEquals("AaAa", again);
        assertNotSame(first, again);
    }

    @Test
    void anyTextIsReadAsItStands() {
        var gen = new Gen(11);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int letters = gen.between(0, 3); letters > 0; letters--) {
                text.append((char) gen.between(1, 300));
            }
            assertEquals(text.toString(), read(text.toString()));
        }
    }
}
