package io.seedpod.peer.session.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

    @TempDir Path folder;

    @Test
    void tellsNamesHashesAndLinksApart() {
        assertInstanceOf(Source.Name.class, Source.parse("model.bin"));
        assertInstanceOf(Source.Hash.class, Source.parse(HASH));
        assertInstanceOf(Source.Magnet.class, Source.parse("magnet:?xt=urn:btih:" + HASH));
    }

    @Test
    void aTorrentThatIsNoFileIsAName() {
        assertInstanceOf(Source.Name.class, Source.parse("no-such-file.torrent"));
    }

    @Test
    void aPathMeansAFileEvenWhenItIsNotThere() {
        var trouble =
                assertThrows(
                        SessionException.class,
                        () -> Source.parse(folder.resolve("x.torrent").toString()));
        assertEquals(Trouble.STORAGE, trouble.trouble());
        assertTrue(trouble.getMessage().endsWith("no such file"), trouble.getMessage());
    }

    @Test
    void refusesAFileThatIsNoTorrent() throws IOException {
        var file = Files.writeString(folder.resolve("x.torrent"), "hello");
        var trouble = assertThrows(SessionException.class, () -> Source.parse(file.toString()));
        assertEquals(Trouble.BAD_TORRENT, trouble.trouble());
        assertTrue(trouble.getMessage().startsWith(file + ": "), trouble.getMessage());
    }

    @Test
    void aRequestFromElsewhereNeverOpensAFile() throws IOException {
        var file = Files.writeString(folder.resolve("x.torrent"), "hello");
        var trouble =
                assertThrows(SessionException.class, () -> Source.parseRemote(file.toString()));
        assertEquals(Trouble.USAGE, trouble.trouble());
    }

    @Test
    void aBrokenLinkOrNameIsSaidToBeOne() {
        assertEquals(
                Trouble.BAD_TORRENT,
                assertThrows(SessionException.class, () -> Source.parse("magnet:?xt=urn:btih:zz"))
                        .trouble());
        assertEquals(
                Trouble.USAGE,
                assertThrows(SessionException.class, () -> Source.parse("a/b")).trouble());
    }
}
