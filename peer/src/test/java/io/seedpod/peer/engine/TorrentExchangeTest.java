package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.SECOND;
import static io.seedpod.peer.engine.Bench.endpoint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.model.wire.extension.DontHave;
import io.seedpod.model.wire.extension.ExtensionHandshake;
import io.seedpod.model.wire.extension.ExtensionName;
import io.seedpod.model.wire.extension.PexMessage;
import io.seedpod.model.wire.extension.PexMessage.Added;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Peer exchange (BEP 11) and pieces given up (BEP 54), as a torrent lives with them.
class TorrentExchangeTest {
    private static final int THEIR_PEX = 77;

    private static int joinsAndSpeaks(Bench bench, int number) {
        int connection = bench.joins(number);
        bench.says(
                connection,
                new PeerMessage.Extended(
                        0,
                        ("d1:md6:ut_pexi" + THEIR_PEX + "ee1:pi" + (7000 + number) + "ee")
                                .getBytes(StandardCharsets.US_ASCII)));
        return connection;
    }

    private static List<PexMessage> told(Bench bench, int connection) {
        return bench.sent(connection, PeerMessage.Extended.class).stream()
                .filter(message -> message.extensionId() == THEIR_PEX)
                .map(message -> PexMessage.decode(message.payload()).orElseThrow())
                .toList();
    }

    private static boolean offersExchange(Bench bench, int connection) {
        return bench.sent(connection, PeerMessage.Extended.class).stream()
                .filter(message -> message.extensionId() == 0)
                .map(message -> ExtensionHandshake.decode(message.payload()).orElseThrow())
                .anyMatch(hello -> hello.id(ExtensionName.PEX).isPresent());
    }

    private static Set<PeerEndpoint> dialled(Bench bench) {
        return bench.did(TorrentEffect.Connect.class).stream()
                .map(TorrentEffect.Connect::endpoint)
                .collect(Collectors.toSet());
    }

    private static PexMessage naming(int... numbers) {
        List<Added> added = new ArrayList<>();
        for (int number : numbers) {
            added.add(Added.of(endpoint(number), false, true));
        }
        return new PexMessage(added, List.of());
    }

    @Test
    void peersAreToldOfEachOther() {
        var bench = new Bench(4).beginWith("....");
        int first = joinsAndSpeaks(bench, 1);
        int second = joinsAndSpeaks(bench, 2);
        bench.says(second, new PeerMessage.HaveAll());
        int silent = bench.joins(3);
        bench.pass(6 * SECOND);
        assertTrue(offersExchange(bench, first));
        assertEquals(
                List.of(new Added(new PeerEndpoint.V4(0x0a000002, 7002), 2)),
                told(bench, first).getFirst().added(),
                "a seeder that dialled us; one whose port is unknown is not told");
        assertEquals(
                List.of(new Added(new PeerEndpoint.V4(0x0a000001, 7001), 0)),
                told(bench, second).getFirst().added());
        assertTrue(told(bench, silent).isEmpty());
        bench.on(new TorrentEvent.PeerClosed(second, "reset"));
        bench.pass(61 * SECOND);
        assertEquals(
                List.of(new PeerEndpoint.V4(0x0a000002, 7002)),
                told(bench, first).getLast().dropped());
    }

    @Test
    void whomWeDialledIsToldAsReachable() {
        var bench = new Bench(1).beginWith(".");
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(9)), PeerSource.TRACKER));
        int dial = bench.did(TorrentEffect.Connect.class).getFirst().connection();
        bench.on(
                new TorrentEvent.PeerConnected(
                        dial,
                        endpoint(9),
                        new Handshake(bench.infoHash(), Bench.peerId(9)),
                        false));
        int first = joinsAndSpeaks(bench, 1);
        bench.pass(6 * SECOND);
        assertEquals(List.of(new Added(endpoint(9), 16)), told(bench, first).getFirst().added());
    }

    @Test
    void whomPeersNameIsDialledWithinMeasure() {
        var bench = new Bench(1).beginWith(".");
        int first = joinsAndSpeaks(bench, 1);
        bench.says(first, naming(20, 21).toMessage(ExtensionName.PEX.ourId()));
        assertEquals(Set.of(endpoint(20), endpoint(21)), dialled(bench));
        bench.says(first, naming(22).toMessage(ExtensionName.PEX.ourId()));
        assertFalse(dialled(bench).contains(endpoint(22)), "not a minute later");
        bench.pass(50 * SECOND);
        int[] many = IntStream.range(100, 300).toArray();
        bench.says(first, naming(many).toMessage(ExtensionName.PEX.ourId()));
        assertTrue(bench.snapshot().knownPeers() <= 3 + 50, "at most fifty of one message");
        for (int i = 0; i < 70; i++) {
            bench.says(first, naming(23).toMessage(ExtensionName.PEX.ourId()));
        }
        assertFalse(bench.closed(first).isEmpty(), "floods");
    }

    @Test
    void anUnreadableMessageEndsTheConnection() {
        var bench = new Bench(1).beginWith(".");
        int first = joinsAndSpeaks(bench, 1);
        bench.says(first, new PeerMessage.Extended(ExtensionName.PEX.ourId(), new byte[] {'x'}));
        assertFalse(bench.closed(first).isEmpty());
    }

    @Test
    void aPrivateTorrentNeitherTellsNorListens() {
        var bench = new Bench((long) Bench.PIECE, true).beginWith(".");
        int first = joinsAndSpeaks(bench, 1);
        joinsAndSpeaks(bench, 2);
        bench.says(first, naming(20).toMessage(ExtensionName.PEX.ourId()));
        bench.pass(70 * SECOND);
        assertFalse(offersExchange(bench, first));
        assertTrue(told(bench, first).isEmpty());
        assertEquals(Set.of(), dialled(bench));
    }

    @Test
    void beforeTheMetadataSaysWhetherItIsPrivateNobodyIsToldOrHeard() {
        var bench = new Bench(1);
        bench.knowsMetadata = false;
        bench.begin();
        int first = joinsAndSpeaks(bench, 1);
        joinsAndSpeaks(bench, 2);
        bench.says(first, naming(20).toMessage(ExtensionName.PEX.ourId()));
        bench.pass(20 * SECOND);
        assertTrue(offersExchange(bench, first), "who is not offered it at first never tells");
        assertTrue(told(bench, first).isEmpty());
        assertEquals(Set.of(), dialled(bench));
    }

    // BEP 54.

    private static PeerMessage gone(int piece) {
        return new DontHave(piece).toMessage(ExtensionName.DONT_HAVE.ourId());
    }

    @Test
    void whatAPeerGaveUpComesFromAnother() {
        var bench = new Bench(1).beginWith(".");
        int first = bench.seederJoins(1, Reserved.OURS);
        assertFalse(bench.sent(first, PeerMessage.Request.class).isEmpty());
        int second = bench.seederJoins(2, Reserved.OURS);
        bench.says(first, gone(0));
        bench.pass(SECOND / 2);
        assertFalse(bench.snapshot().peers().getFirst().seeder());
        assertTrue(bench.sent(first).getLast() instanceof PeerMessage.NotInterested);
        int asked =
                bench.sent(second, PeerMessage.Request.class).stream()
                        .mapToInt(PeerMessage.Request::length)
                        .sum();
        assertEquals(Bench.PIECE, asked, "all of it is asked of the other");
        bench.says(first, new PeerMessage.Have(0));
        assertTrue(bench.snapshot().peers().getFirst().seeder());
    }

    @Test
    void withoutTheFastExtensionNoRejectIsWaitedFor() {
        var bench = new Bench(1).beginWith(".");
        int first = bench.seederJoins(1, new Reserved(Reserved.OURS.bits() & ~4L));
        bench.says(first, gone(0));
        assertEquals(0, bench.snapshot().peers().getFirst().inFlightBytes());
        bench.says(first, new PeerMessage.Have(0));
        assertTrue(bench.snapshot().peers().getFirst().inFlightBytes() > 0, "asked again");
    }

    @Test
    void aPieceOutsideTheTorrentCannotBeGivenUp() {
        var bench = new Bench(1).beginWith(".");
        int first = bench.joins(1);
        bench.says(first, gone(1));
        assertFalse(bench.closed(first).isEmpty());
        int second = bench.joins(2);
        bench.says(second, new PeerMessage.Extended(ExtensionName.DONT_HAVE.ourId(), new byte[3]));
        assertFalse(bench.closed(second).isEmpty());
    }
}
