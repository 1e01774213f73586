package io.seedpod.model.tracker.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.udp.UdpDecoded.Asked;
import io.seedpod.model.tracker.udp.UdpOutput.Answered;
import io.seedpod.model.tracker.udp.UdpOutput.GaveUp;
import io.seedpod.model.tracker.udp.UdpOutput.Send;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The client's side on a virtual clock.
class UdpExchangeTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final AnnounceResponse NOBODY =
            new AnnounceResponse(15, 0, 0, 0, List.of(), Optional.empty());

    private final Gen gen = new Gen(3);
    private final UdpSession session = new UdpSession();
    private final UdpQuestion question =
            (connectionId, transactionId) ->
                    new UdpRequest.Announce(connectionId, transactionId, UdpGen.announce(gen));
    private long now = 5 * SECOND;

    @Test
    void connectsThenAsksThenHasTheAnswer() {
        var exchange = exchange(UdpSchedule.ONE_SHOT);
        var connect = assertInstanceOf(UdpRequest.Connect.class, sent(exchange));
        receive(exchange, new UdpResponse.Connected(connect.transactionId(), 99));
        var announce = assertInstanceOf(UdpRequest.Announce.class, sent(exchange));
        assertEquals(99, announce.connectionId());
        assertNotEquals(connect.transactionId(), announce.transactionId());
        var answer = new UdpResponse.Announced(announce.transactionId(), NOBODY);
        receive(exchange, answer);
        assertEquals(new Answered(answer), exchange.poll());
        assertTrue(exchange.isOver());
        assertEquals(Long.MAX_VALUE, exchange.deadlineNanos());
    }

    @Test
    void waitsHalfASecondThenDoublesUntilTheLadderOfTheBepTakesOver() {
        var exchange = exchange(UdpSchedule.BACKGROUND);
        var waits = new ArrayList<Double>();
        while (!exchange.isOver()) {
            assertInstanceOf(UdpRequest.Connect.class, sent(exchange));
            waits.add((exchange.deadlineNanos() - now) / 1e9);
            now = exchange.deadlineNanos();
            exchange.onTick(now);
        }
        assertEquals(
                List.of(
                        0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0, 240.0, 480.0, 960.0,
                        1920.0, 3840.0),
                waits);
        assertEquals(new GaveUp(false), exchange.poll());
    }

    @Test
    void aOneShotAsksEveryHalfSecondAndGivesUpAfterFive() {
        var exchange = exchange(UdpSchedule.ONE_SHOT);
        long began = now;
        int sent = 0;
        while (!exchange.isOver()) {
            sent(exchange);
            sent++;
            now = exchange.deadlineNanos();
            exchange.onTick(now);
        }
        assertEquals(5 * SECOND, now - began);
        assertEquals(10, sent);
        assertEquals(new GaveUp(false), exchange.poll());
        assertNull(exchange.poll());
    }

    @Test
    void aTickBeforeTheDeadlineDoesNothing() {
        var exchange = exchange(UdpSchedule.ONE_SHOT);
        sent(exchange);
        exchange.onTick(exchange.deadlineNanos() - 1);
        assertNull(exchange.poll());
    }

    @Test
    void aRepeatedQuestionKeepsItsTransactionSoALateAnswerCounts() {
        var exchange = exchange(UdpSchedule.BACKGROUND);
        var first = sent(exchange);
        pass(exchange);
        assertEquals(first, sent(exchange));
        receive(exchange, new UdpResponse.Connected(first.transactionId(), 1));
        var announce = sent(exchange);
        pass(exchange);
        pass(exchange);
        assertEquals(announce.transactionId(), sent(exchange).transactionId());
        receive(exchange, new UdpResponse.Announced(announce.transactionId(), NOBODY));
        while (exchange.poll() instanceof Send) {
            // What was under way already.
        }
        assertTrue(exchange.isOver());
    }

    @Test
    void answersThatAreNotToUsChangeNothing() {
        var exchange = exchange(UdpSchedule.ONE_SHOT);
        var connect = sent(exchange);
        int other = connect.transactionId() + 1;
        receive(exchange, new UdpResponse.Connected(other, 1));
        receive(exchange, new UdpResponse.Failed(other, "no"));
        receive(exchange, new UdpResponse.Announced(connect.transactionId(), NOBODY));
        exchange.onDatagram(ByteBuffer.wrap(gen.bytes(3)), now);
        assertNull(exchange.poll());
        receive(exchange, new UdpResponse.Connected(connect.transactionId(), 1));
        var announce = sent(exchange);
        receive(exchange, new UdpResponse.Connected(announce.transactionId(), 5));
        receive(exchange, new UdpResponse.Connected(connect.transactionId(), 5));
        assertNull(exchange.poll());
        assertFalse(exchange.isOver());
    }

    @Test
    void theIdServesLaterQuestionsForAMinute() {
        answer(exchange(UdpSchedule.ONE_SHOT));
        now += 59 * SECOND;
        assertInstanceOf(UdpRequest.Announce.class, sent(exchange(UdpSchedule.ONE_SHOT)));
        now += SECOND;
        assertInstanceOf(UdpRequest.Connect.class, sent(exchange(UdpSchedule.ONE_SHOT)));
    }

    /// As at the start of a daemon: it announces and looks names up before it has an id.
    @Test
    void twoThatConnectAtOnceBothAskAsSoonAsEachIsAnswered() {
        var one = exchange(UdpSchedule.ONE_SHOT);
        var other = exchange(UdpSchedule.ONE_SHOT);
        int first = sent(one).transactionId();
        int second = sent(other).transactionId();
        receive(one, new UdpResponse.Connected(first, 1));
        assertInstanceOf(UdpRequest.Announce.class, sent(one));
        receive(other, new UdpResponse.Connected(second, 2));
        assertInstanceOf(UdpRequest.Announce.class, sent(other), "not half a second later");
        receive(other, new UdpResponse.Connected(second, 2));
        assertNull(other.poll(), "once");
    }

    @Test
    void anIdThatExpiresOnTheWayIsFetchedAnew() {
        var exchange = exchange(UdpSchedule.BACKGROUND);
        receive(exchange, new UdpResponse.Connected(sent(exchange).transactionId(), 1));
        var announce = sent(exchange);
        UdpRequest next = announce;
        while (next instanceof UdpRequest.Announce) {
            now = exchange.deadlineNanos();
            exchange.onTick(now);
            next = sent(exchange);
        }
        receive(exchange, new UdpResponse.Connected(next.transactionId(), 2));
        var again = assertInstanceOf(UdpRequest.Announce.class, sent(exchange));
        assertEquals(2, again.connectionId());
        assertEquals(announce.transactionId(), again.transactionId());
    }

    @Test
    void anOldIdThatTheTrackerRefusesIsFetchedAnewOnce() {
        answer(exchange(UdpSchedule.ONE_SHOT));
        var exchange = exchange(UdpSchedule.ONE_SHOT);
        var stale = assertInstanceOf(UdpRequest.Announce.class, sent(exchange));
        receive(exchange, new UdpResponse.Failed(stale.transactionId(), "connection id expired"));
        var connect = assertInstanceOf(UdpRequest.Connect.class, sent(exchange));
        receive(exchange, new UdpResponse.Failed(stale.transactionId(), "connection id expired"));
        assertNull(exchange.poll());
        receive(exchange, new UdpResponse.Connected(connect.transactionId(), 7));
        var fresh = sent(exchange);
        var failed = new UdpResponse.Failed(fresh.transactionId(), "torrent not allowed");
        receive(exchange, failed);
        assertEquals(new Answered(failed), exchange.poll());
    }

    @Test
    void anOldIdThatMeetsSilenceIsDoubted() {
        answer(exchange(UdpSchedule.ONE_SHOT));
        var exchange = exchange(UdpSchedule.ONE_SHOT);
        assertInstanceOf(UdpRequest.Announce.class, sent(exchange));
        pass(exchange);
        assertInstanceOf(UdpRequest.Announce.class, sent(exchange));
        pass(exchange);
        assertInstanceOf(UdpRequest.Connect.class, sent(exchange));
    }

    @Test
    void aTrackerThatConnectsButDoesNotAnswerIsToldApart() {
        var exchange = exchange(UdpSchedule.ONE_SHOT);
        receive(exchange, new UdpResponse.Connected(sent(exchange).transactionId(), 1));
        while (!exchange.isOver()) {
            sent(exchange);
            now = exchange.deadlineNanos();
            exchange.onTick(now);
        }
        assertEquals(new GaveUp(true), exchange.poll());
    }

    @Test
    void anAnswerOfAnotherKindIsNone() {
        var lookUp =
                new UdpExchange(
                        (connectionId, transactionId) ->
                                new UdpRequest.LookUpName(
                                        connectionId, transactionId, UdpGen.name(gen), ""),
                        false,
                        UdpSchedule.ONE_SHOT,
                        session,
                        gen.random(),
                        now);
        receive(lookUp, new UdpResponse.Connected(sent(lookUp).transactionId(), 1));
        int transaction = sent(lookUp).transactionId();
        receive(lookUp, new UdpResponse.Announced(transaction, NOBODY));
        assertFalse(lookUp.isOver());
    }

    /// One in five datagrams is lost in each direction, and the tracker takes up to half a second.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void aFifthOfAllDatagramsLostDoesNotKeepTheAnswerAway(long seed) {
        var network = new Gen(seed);
        var exchange = exchange(UdpSchedule.BACKGROUND);
        record Arrival(long time, ByteBuffer datagram) {}
        var arrivals = new PriorityQueue<Arrival>((a, b) -> Long.compare(a.time, b.time));
        long began = now;
        UdpOutput last = null;
        while (last == null) {
            for (var output = exchange.poll(); output != null; output = exchange.poll()) {
                if (output instanceof Send(byte[] datagram)) {
                    boolean questionLost = network.chance(0.2);
                    boolean answerLost = network.chance(0.2);
                    if (!questionLost && !answerLost) {
                        long delay = network.between(1L, 500L) * MILLI;
                        arrivals.add(new Arrival(now + delay, replyTo(datagram)));
                    }
                } else {
                    last = output;
                }
            }
            if (last == null) {
                boolean arrives =
                        !arrivals.isEmpty() && arrivals.peek().time < exchange.deadlineNanos();
                now = arrives ? arrivals.peek().time : exchange.deadlineNanos();
                if (arrives) {
                    exchange.onDatagram(arrivals.remove().datagram, now);
                } else {
                    exchange.onTick(now);
                }
            }
        }
        assertInstanceOf(Answered.class, last);
        assertTrue(now - began < 60 * SECOND, () -> "took " + (now - began) / SECOND + " s");
    }

    private static ByteBuffer replyTo(byte[] datagram) {
        var asked = (Asked) UdpRequestCodec.decode(ByteBuffer.wrap(datagram), _ -> true);
        int transactionId = asked.request().transactionId();
        var target = ByteBuffer.allocate(100);
        UdpResponseCodec.encode(
                asked.request() instanceof UdpRequest.Connect
                        ? new UdpResponse.Connected(transactionId, 1)
                        : new UdpResponse.Announced(transactionId, NOBODY),
                false,
                target);
        return target.flip();
    }

    private UdpExchange exchange(UdpSchedule schedule) {
        return new UdpExchange(question, false, schedule, session, gen.random(), now);
    }

    private void answer(UdpExchange exchange) {
        receive(exchange, new UdpResponse.Connected(sent(exchange).transactionId(), 1));
        receive(exchange, new UdpResponse.Announced(sent(exchange).transactionId(), NOBODY));
        assertInstanceOf(Answered.class, exchange.poll());
    }

    private void pass(UdpExchange exchange) {
        now = exchange.deadlineNanos();
        exchange.onTick(now);
    }

    private void receive(UdpExchange exchange, UdpResponse response) {
        var target = ByteBuffer.allocate(500);
        UdpResponseCodec.encode(response, false, target);
        exchange.onDatagram(target.flip(), now);
    }

    private static UdpRequest sent(UdpExchange exchange) {
        var send = assertInstanceOf(Send.class, exchange.poll());
        return ((Asked) UdpRequestCodec.decode(ByteBuffer.wrap(send.datagram()), _ -> true))
                .request();
    }
}
