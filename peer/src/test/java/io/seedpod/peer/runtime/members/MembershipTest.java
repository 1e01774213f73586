package io.seedpod.peer.runtime.members;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.Members;
import io.seedpod.peer.runtime.TestPeer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final String ONE = "udp://one.example:6969";
    private static final String OTHER = "udp://other.example:6969";
    private static final String NEW = "udp://new.example:6969";
    private static final String AWAY = "udp://away.example:6969";

    private final Vertx vertx = Vertx.vertx();
    private final PeerId peerId = PeerId.ours(new SplittableRandom(1));
    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    private record Heard(String tracker, AnnounceRequest request) {}

    @AfterEach
    void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Uni<AnnounceResponse> answer(String tracker, AnnounceRequest request) {
        heard.add(new Heard(tracker, request));
        return tracker.equals(AWAY)
                ? Uni.createFrom().failure(new IllegalStateException("away"))
                : Uni.createFrom()
                        .item(new AnnounceResponse(15, 0, 1, 0, List.of(), Optional.empty()));
    }

    private Heard next() throws InterruptedException {
        var next = heard.poll(30, TimeUnit.SECONDS);
        assertTrue(next != null, "no announce");
        return next;
    }

    @Test
    void everyTrackerHearsThatWeComeAndThatWeGo() throws Exception {
        var membership =
                new Membership(
                        vertx.getOrCreateContext(),
                        this::answer,
                        peerId,
                        6881,
                        List.of(ONE, AWAY, OTHER),
                        new SplittableRandom(2));
        membership.start();
        for (var tracker : List.of(ONE, AWAY, OTHER)) {
            var hello = next();
            assertEquals(tracker, hello.tracker());
            assertEquals(Members.INFO_HASH, hello.request().infoHash());
            assertEquals(AnnounceEvent.STARTED, hello.request().event());
            assertEquals(peerId, hello.request().peerId());
            assertEquals(6881, hello.request().port());
            assertEquals(0, hello.request().left());
            assertEquals(0, hello.request().numWant());
        }
        membership.use(List.of(ONE, AWAY, OTHER, NEW));
        assertEquals(NEW, next().tracker());
        membership.stop().await().atMost(TestPeer.PATIENCE);
        for (var tracker : List.of(ONE, AWAY, OTHER, NEW)) {
            var farewell = next();
            assertEquals(tracker, farewell.tracker());
            assertEquals(AnnounceEvent.STOPPED, farewell.request().event());
        }
        assertTrue(heard.isEmpty());
    }
}
