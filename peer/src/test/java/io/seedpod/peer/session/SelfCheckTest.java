package io.seedpod.peer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.peer.session.status.Readiness;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class SelfCheckTest extends SessionBench {
    /// Nobody waits for the next look, a second later: the loop has done all that was queued.
    @Test
    void itIsReadyAsSoonAsTheTrackerHasAnswered() throws InterruptedException, ExecutionException {
        session.follow(folder).await().atMost(SOON);
        turnTheLoop();
        assertEquals(new Readiness(true, true, true, true), session.seen().readiness());
    }

    @Test
    void withoutAFolderNoTrackerIsAskedBeforeTheFirstAnnounce()
            throws InterruptedException, ExecutionException {
        session.start().await().atMost(SOON);
        turnTheLoop();
        assertEquals(new Readiness(true, true, false, true), session.seen().readiness());
    }

    private void turnTheLoop() throws InterruptedException, ExecutionException {
        for (int i = 0; i < 4; i++) {
            loop.submit(() -> {}).get();
        }
    }
}
