package io.seedpod.tracker.wiring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.tracker.cli.KeyVerb;
import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyChangeTest {
    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("connection.key");
    }

    private List<String> keys() throws Exception {
        return Files.readAllLines(file);
    }

    private String apply(KeyVerb verb) throws StartFailure {
        return KeyChange.apply(verb, file);
    }

    @Test
    void aKeyIsChangedInThreeSteps() throws Exception {
        apply(KeyVerb.MAKE);
        String old = keys().getFirst();
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(2, apply(KeyVerb.ADD).lines().count());
        assertEquals(old, keys().getFirst());
        String fresh = keys().getLast();
        apply(KeyVerb.SWAP);
        assertEquals(List.of(fresh, old), keys());
        apply(KeyVerb.DROP);
        assertEquals(List.of(fresh), keys());
    }

    @Test
    void whatIsShownTellsKeysApartAndDoesNotGiveThemAway() throws Exception {
        apply(KeyVerb.MAKE);
        var one = apply(KeyVerb.SHOW);
        var two = apply(KeyVerb.ADD);
        assertTrue(two.startsWith(one), two);
        for (var key : keys()) {
            for (int i = 0; i + 8 <= key.length(); i++) {
                assertFalse(two.contains(key.substring(i, i + 8)), two);
            }
        }
    }

    @Test
    void aGroupThatCouldReadItStillCan() throws Exception {
        apply(KeyVerb.MAKE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        apply(KeyVerb.ADD);
        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aFileThatIsNotAsTheVerbWantsItStaysAsItIs() throws Exception {
        for (var verb : List.of(KeyVerb.SHOW, KeyVerb.ADD, KeyVerb.SWAP, KeyVerb.DROP)) {
            assertEquals(ExitCode.USAGE, failure(verb).exitCode(), verb.toString());
            assertFalse(Files.exists(file));
        }
        apply(KeyVerb.MAKE);
        unchanged(KeyVerb.MAKE, KeyVerb.SWAP, KeyVerb.DROP);
        apply(KeyVerb.ADD);
        unchanged(KeyVerb.MAKE, KeyVerb.ADD);
        Files.writeString(file, "no key\n");
        unchanged(KeyVerb.SHOW, KeyVerb.ADD);
        assertEquals(ExitCode.STORAGE, failure(KeyVerb.SHOW).exitCode());
    }

    private void unchanged(KeyVerb... verbs) throws Exception {
        byte[] before = Files.readAllBytes(file);
        for (var verb : verbs) {
            failure(verb);
            assertArrayEquals(before, Files.readAllBytes(file), verb.toString());
        }
    }

    private StartFailure failure(KeyVerb verb) {
        return assertThrows(StartFailure.class, () -> apply(verb));
    }
}
