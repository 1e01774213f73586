package io.seedpod.tracker.frontend.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.seedpod.model.testkit.Gen;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.limits.Gate;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A lane on a channel without a socket; what it lets by is what a server would see.
class AnnounceLaneTest {
    private static final String QUERY =
            "info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-TR3000-bbbbbbbbbbbb&left=5&numwant=0&port=";

    private final LaneDesks desks =
            new LaneDesks(
                    HttpBench.tracker(),
                    new TrackerTime(InstantSource.system(), () -> 0),
                    Gate.OPEN,
                    HttpObserver.NONE,
                    1);
    private final EmbeddedChannel channel = new Connected();

    /// From 10.0.0.1.
    private static final class Connected extends EmbeddedChannel {
        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress("10.0.0.1", 999);
        }
    }

    AnnounceLaneTest() {
        assertTrue(desks.enter());
        channel.pipeline().addLast(new AnnounceLane(desks));
    }

    @AfterEach
    void nothingLeaks() {
        channel.finishAndReleaseAll();
    }

    private static String announce(int port, String... headers) {
        return "GET /announce?"
                + QUERY
                + port
                + " HTTP/1.1\r\nHost: t\r\n"
                + String.join("", headers)
                + "\r\n";
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, ISO_8859_1));
    }

    private static String text(ByteBuf bytes) {
        try {
            return bytes.toString(ISO_8859_1);
        } finally {
            bytes.release();
        }
    }

    private String sent() {
        var all = new StringBuilder();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            all.append(text(next));
        }
        return all.toString();
    }

    private String passedOn() {
        var all = new StringBuilder();
        for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
            all.append(text(next));
        }
        return all.toString();
    }

    private boolean isInLane() {
        return channel.pipeline().get(AnnounceLane.class) != null;
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    @Test
    void anAnnounceIsAnsweredAndTheServerSeesNothing() {
        send(announce(1));
        String reply = sent();
        assertTrue(reply.startsWith("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n"), reply);
        int head = reply.indexOf("\r\n\r\n") + 4;
        assertTrue(
                reply.contains("\r\ncontent-length: " + (reply.length() - head) + "\r\n"), reply);
        assertTrue(reply.substring(head).startsWith("d8:completei0e11:external ip4:\n\0\0\u0001"));
        assertTrue(reply.endsWith("5:peers0:e"), reply);
        assertNull(channel.readInbound());
        assertTrue(isInLane());
    }

    @Test
    void severalInOnePieceAreAnsweredInOrder() {
        send(announce(1) + announce(2) + "GET /announce?x HTTP/1.1\r\n\r\n");
        String replies = sent();
        assertEquals(3, count(replies, "HTTP/1.1 200 OK"));
        assertTrue(replies.indexOf("10:incompletei1e") < replies.indexOf("10:incompletei2e"));
        assertTrue(replies.lastIndexOf("failure reason") > replies.indexOf("10:incompletei2e"));
        assertTrue(isInLane());
    }

    @Test
    void whatIsNoAnnounceGoesToTheServerWithAllThatFollows() {
        send(announce(1) + "GET /api/v1/names HTTP/1.1\r\n\r\n");
        assertEquals(1, count(sent(), "HTTP/1.1 200 OK"));
        assertFalse(isInLane());
        send(announce(2));
        assertEquals("GET /api/v1/names HTTP/1.1\r\n\r\n" + announce(2), passedOn());
        assertEquals("", sent());
    }

    @Test
    void anAnnounceInTwoPiecesIsTheServers() {
        send(announce(1).substring(0, 30));
        send(announce(1).substring(30));
        assertEquals(announce(1), passedOn());
        assertFalse(isInLane());
    }

    @Test
    void moreThanADeskHoldsIsTheServers() {
        String request = announce(1, "x: " + "a".repeat(20_000) + "\r\n");
        send(request);
        assertEquals(request, passedOn());
    }

    @Test
    void theConnectionIsClosedWhereTheClientWantsIt() {
        send(announce(1, "Connection: close\r\n") + announce(2));
        String reply = sent();
        assertEquals(1, count(reply, "HTTP/1.1 200 OK"));
        assertTrue(reply.contains("\r\nconnection: close\r\n"), reply);
        assertFalse(channel.isOpen());
        assertEquals("", passedOn());
    }

    @Test
    void whoNeverReadsIsHungUpOn() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(500, 1_000));
        channel.pipeline().addFirst(new Deaf());
        for (int i = 0; i < 100 && channel.isOpen(); i++) {
            send(announce(1));
        }
        assertFalse(channel.isOpen());
    }

    @Test
    void aLaneThatEndsMakesRoom() {
        for (int i = 1; i < 10_000; i++) {
            assertTrue(desks.enter());
        }
        assertFalse(desks.enter());
        send("GET / HTTP/1.1\r\n\r\n");
        assertTrue(desks.enter());
        assertFalse(desks.enter());
    }

    /// However the bytes are cut, each announce is answered by one of the two, in order.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void nothingIsLostOrDoubled(long seed) {
        var gen = new Gen(seed);
        var all = new StringBuilder();
        int announces = gen.between(1, 20);
        for (int i = 0; i < announces; i++) {
            all.append(announce(i + 1));
        }
        for (int at = 0; at < all.length(); ) {
            int next = Math.min(all.length(), at + gen.between(1, 400));
            send(all.substring(at, next));
            at = next;
        }
        int answered = count(sent(), "HTTP/1.1 200 OK");
        String rest = passedOn();
        assertEquals(announces, answered + count(rest, "GET /announce?"));
        assertTrue(all.toString().endsWith(rest));
    }
}
