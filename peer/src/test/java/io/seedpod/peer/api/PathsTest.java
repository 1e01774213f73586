package io.seedpod.peer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathsTest {
    private final Paths local = new Paths(true, Optional.of(Path.of("/srv")));
    private final Paths remote = new Paths(false, Optional.of(Path.of("/srv")));

    private static Trouble troubleOf(Paths paths, String text) {
        return assertThrows(SessionException.class, () -> paths.parse(text)).trouble();
    }

    @Test
    void thisMachineMayNameAnyPath() {
        assertEquals(Path.of("/etc/hosts"), local.parse("/etc/hosts"));
    }

    @Test
    void othersStayInTheSharedFolder() {
        assertEquals(Path.of("/srv/a/b"), remote.parse("/srv/a/./b"));
        assertEquals(Trouble.REFUSED, troubleOf(remote, "/etc/shadow"));
        assertEquals(Trouble.REFUSED, troubleOf(remote, "/srv/../etc/shadow"));
        assertEquals(Trouble.REFUSED, troubleOf(remote, "/srvother"));
        assertEquals(Trouble.REFUSED, troubleOf(new Paths(false, Optional.empty()), "/srv"));
    }

    @Test
    void aPathMustBeAbsoluteAndAPath() {
        assertEquals(Trouble.USAGE, troubleOf(local, "a"));
        assertEquals(Trouble.USAGE, troubleOf(local, ""));
        assertEquals(Trouble.USAGE, troubleOf(local, "/a\0b"));
    }

    @Test
    void knowsThisMachineByItsAddress() {
        assertTrue(Paths.isLoopback("127.0.0.1"));
        assertTrue(Paths.isLoopback("::1"));
        assertFalse(Paths.isLoopback("10.0.0.7"));
        assertFalse(Paths.isLoopback("localhost.evil.example"));
    }
}
