package io.seedpod.tracker.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The key file: made, given, changed while the tracker runs.
class ConnectionKeysTest {
    private static final PeerEndpoint CLIENT =
            PeerEndpoint.parse("203.0.113.7:51413").orElseThrow();
    private static final String OLD = "00112233445566778899aabbccddeeff\n";
    private static final String NEW = "FFEEDDCCBBAA99887766554433221100\n";
    private static final long NOW = 1_000_000;

    @TempDir Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("key"), content);
    }

    private static boolean accepts(ConnectionKeys keys, long id) {
        return keys.get().accepts(id, CLIENT, NOW);
    }

    private static long issue(ConnectionKeys keys) {
        return keys.get().issue(CLIENT, NOW);
    }

    @Test
    void aMissingFileIsMadeForItsOwnerAloneAndReadAgain() throws Exception {
        var file = folder.resolve("made");
        var keys = ConnectionKeys.kept(file);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(accepts(ConnectionKeys.kept(file), issue(keys)));
        assertFalse(accepts(ConnectionKeys.kept(folder.resolve("other")), issue(keys)));
    }

    @Test
    void aFileThatWasGivenMustBeThere() {
        assertThrows(NoSuchFileException.class, () -> ConnectionKeys.given(folder.resolve("none")));
    }

    @Test
    void sixteenBytesAreAKeyToo() throws Exception {
        var bytes = new byte[16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 0x11);
        }
        var raw = Files.write(folder.resolve("raw"), bytes);
        var written = ConnectionKeys.given(file(OLD));
        assertTrue(accepts(ConnectionKeys.given(raw), issue(written)));
    }

    @Test
    void aKeyIsChangedInThreeStepsWithoutRefusingAnybody() throws Exception {
        // Two replicas; at each step one has read the new file and the other not yet.
        var steps = new String[] {OLD, OLD + NEW, NEW + OLD, NEW};
        for (int i = 1; i < steps.length; i++) {
            var behind = ConnectionKeys.given(file(steps[i - 1]));
            var ahead = ConnectionKeys.given(file(steps[i]));
            assertTrue(accepts(ahead, issue(behind)), "step " + i);
            assertTrue(accepts(behind, issue(ahead)), "step " + i);
        }
    }

    @Test
    void aChangedFileHoldsAtTheNextLook() throws Exception {
        var file = file(OLD);
        var keys = ConnectionKeys.given(file);
        long before = issue(keys);
        keys.look();
        assertEquals(before, issue(keys));
        Files.writeString(file, NEW + OLD);
        keys.look();
        assertTrue(accepts(keys, before));
        assertTrue(issue(keys) != before);
        Files.writeString(file, NEW);
        keys.look();
        assertFalse(accepts(keys, before));
    }

    @Test
    void whatCannotBeUsedChangesNothing() throws Exception {
        var file = file(OLD);
        var keys = ConnectionKeys.given(file);
        var ids = keys.get();
        for (var bad : new String[] {"", "secret\n", OLD + NEW + OLD, OLD.strip() + "0\n"}) {
            Files.writeString(file, bad);
            keys.look();
            assertSame(ids, keys.get(), bad);
            var e = assertThrows(IOException.class, () -> ConnectionKeys.given(file));
            assertTrue(String.valueOf(e.getMessage()).contains("32 hexadecimal digits"));
            assertFalse(String.valueOf(e.getMessage()).contains("secret"));
        }
        Files.delete(file);
        keys.look();
        assertSame(ids, keys.get());
    }
}
