package io.seedpod.tracker.frontend.rest.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.limits.AddressRanges;
import io.seedpod.tracker.limits.ConnectionCount.Admission;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventBoardTest {
    private static final int KEPT = 8;
    private static final PeerEndpoint FROM = new PeerEndpoint.V4(0x0a000001, 0);
    private static final PeerEndpoint OTHER = new PeerEndpoint.V4(0x0a000002, 0);
    private static final PeerEndpoint THIRD = new PeerEndpoint.V4(0x0a000003, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final EventBoard board = board(60_000);

    private EventBoard board(long heartbeatMillis) {
        return new EventBoard(
                vertx,
                "life",
                new EventBoard.Limits(KEPT, 5, 3, new AddressRanges(List.of()), heartbeatMillis));
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void post(int from, int to) {
        board.post(
                IntStream.range(from, to)
                        .mapToObj(i -> new BoardEvent("", "e", Integer.toString(i)))
                        .toList());
    }

    private AssertSubscriber<BoardEvent> subscribe(String lastSeen, long wanted) {
        assertEquals(Admission.ADMITTED, board.admit(FROM));
        return board.subscribe(FROM, Optional.ofNullable(lastSeen))
                .subscribe()
                .withSubscriber(AssertSubscriber.create(wanted));
    }

    private static List<String> data(AssertSubscriber<BoardEvent> subscriber, int count) {
        subscriber.awaitItems(count, PATIENCE);
        var seen = new ArrayList<String>();
        for (BoardEvent event : subscriber.getItems()) {
            seen.add(event.name().equals("e") ? event.data() : event.name());
        }
        return seen;
    }

    @Test
    void aSubscriberSeesWhatHappensFromNowOnInOrder() {
        post(0, 3);
        var subscriber = subscribe(null, 100);
        post(3, 6);
        assertEquals(List.of("3", "4", "5"), data(subscriber, 3));
        assertEquals("life-3", subscriber.getItems().getFirst().id());
        subscriber.cancel();
    }

    @Test
    void whoHasSeenAnEventGoesOnBehindIt() {
        post(0, 6);
        assertEquals(List.of("3", "4", "5"), data(subscribe("life-2", 100), 3));
    }

    @Test
    void anIdOfAnotherLifeOrOfNoneMeansThatEventsWereMissed() {
        post(0, 2);
        for (String id : List.of("other-1", "life-99", "life--1", "x", "life-x")) {
            var subscriber = subscribe(id, 100);
            assertEquals(List.of("missed"), data(subscriber, 1));
            subscriber.cancel();
        }
    }

    @Test
    void whoIsTooSlowLosesTheOldestAndHearsOfIt() {
        var slow = subscribe(null, 1);
        post(0, 1);
        assertEquals(List.of("0"), data(slow, 1));
        post(1, 31);
        var quick = subscribe("life-29", 100);
        assertEquals(List.of("30"), data(quick, 1));
        slow.request(100);
        assertEquals(
                List.of("0", "missed", "23", "24", "25", "26", "27", "28", "29", "30"),
                data(slow, 2 + KEPT));
        post(31, 32);
        assertEquals("31", data(slow, 3 + KEPT).getLast());
    }

    @Test
    void nothingIsSentThatWasNotAskedFor() {
        var subscriber = subscribe(null, 2);
        post(0, 5);
        assertEquals(List.of("0", "1"), data(subscriber, 2));
        // By now the others would have come: the next subscriber has them.
        assertEquals(List.of("3", "4"), data(subscribe("life-2", 100), 2));
        assertEquals(2, subscriber.getItems().size());
    }

    @Test
    void silenceIsBrokenByAHeartbeat() {
        var beating = board(20);
        var subscriber =
                beating.subscribe(FROM, Optional.empty())
                        .subscribe()
                        .withSubscriber(AssertSubscriber.<BoardEvent>create(3));
        subscriber.awaitItems(3, PATIENCE);
        assertEquals(
                List.of(BoardEvent.HEARTBEAT, BoardEvent.HEARTBEAT, BoardEvent.HEARTBEAT),
                subscriber.getItems());
    }

    @Test
    void subscribersAreBoundedAndWhoLeavesMakesRoom() {
        var first = subscribe(null, 1);
        subscribe(null, 1);
        subscribe(null, 1);
        assertEquals(Admission.TOO_MANY_OF_ADDRESS, board.admit(FROM));
        assertEquals(Admission.ADMITTED, board.admit(OTHER));
        assertEquals(Admission.ADMITTED, board.admit(OTHER));
        assertEquals(Admission.TOO_MANY, board.admit(THIRD));
        first.cancel();
        assertEquals(Admission.ADMITTED, board.admit(FROM));
    }
}
