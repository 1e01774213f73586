package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ctrl-C at moments that suit nobody.
class InterruptIT {
    /// Much less than the hashing takes.
    private static final Duration END = Duration.ofSeconds(20);

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    /// Hashing this much takes longer than the end may, and is not waited for.
    @Test
    void aShareThatHashesEndsAtOnce() throws IOException {
        var tracker = world.tracker();
        var file = world.path("content").resolve("sparse.bin");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(256L << 30);
        }
        var share =
                world.peer(
                        "sharer",
                        "share",
                        file.toString(),
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint());
        Await.until(
                "it hashes",
                World.START,
                () -> share.errors().contains("hashing"),
                world::transcript);
        share.signal("INT");
        assertEquals(130, share.awaitExit(END), share::transcript);
    }

    /// The moments lie before, within and after the start of the platform, whose complaints about
    /// being torn down half built are of no use to anybody. The next one finds nothing in its way.
    @ParameterizedTest
    @ValueSource(ints = {100, 300, 500, 700, 900})
    void aPeerThatStartsEndsWithoutAStackTrace(int millis) throws InterruptedException {
        var peer = world.peer("early", "get", "name", "--wait", "--tracker", "127.0.0.1:9");
        Thread.sleep(millis);
        peer.signal("INT");
        assertEquals(130, peer.awaitExit(World.START), peer::transcript);
        assertFalse(peer.errors().contains("\tat "), peer::transcript);
        world.run("next", "get", "name", "--tracker", "127.0.0.1:9").expect(3);
    }
}
