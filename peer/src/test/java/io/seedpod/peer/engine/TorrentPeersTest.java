package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.BLOCK;
import static io.seedpod.peer.engine.Bench.SECOND;
import static io.seedpod.peer.engine.Bench.endpoint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CanonicalPriority;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.PeerMessage.BitfieldMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.model.wire.extension.ExtensionHandshake;
import io.seedpod.model.wire.extension.ExtensionName;
import io.seedpod.model.wire.extension.MetadataMessage;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.talk.BanReason;
import io.seedpod.peer.engine.talk.ConnectionLimits;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.engine.talk.TorrentState;
import io.seedpod.peer.engine.talk.TransferLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TorrentPeersTest {
    // Finding and dialling.

    @Test
    void peersFromATrackerAreDialledHalfOpenOnesBounded() {
        var bench = new Bench(1).beginWith(".");
        List<PeerEndpoint> peers = new ArrayList<>();
        for (int i = 1; i <= 80; i++) {
            peers.add(endpoint(i));
        }
        bench.answers(AnnounceEvent.STARTED, peers);
        assertEquals(12, bench.did(TorrentEffect.Connect.class).size(), "few at first");
        bench.pass(SECOND / 4 + 2000);
        assertEquals(24, bench.did(TorrentEffect.Connect.class).size(), "nobody answers");
        bench.pass(SECOND);
        List<TorrentEffect.Connect> dials = bench.did(TorrentEffect.Connect.class);
        assertEquals(50, dials.size());
        bench.on(new TorrentEvent.PeerClosed(dials.getFirst().connection(), "refused"));
        assertEquals(51, bench.did(TorrentEffect.Connect.class).size());
        bench.pass(6 * SECOND);
        assertFalse(bench.closed(dials.getLast().connection()).isEmpty(), "no answer in time");
        Set<PeerEndpoint> dialled = new HashSet<>();
        bench.did(TorrentEffect.Connect.class).forEach(dial -> dialled.add(dial.endpoint()));
        assertEquals(80, dialled.size());
    }

    /// Connections of our own making: there is room for those who come later.
    @Test
    void eachSecondAFewMorePeersAreDialled() {
        var bench = new Bench(1).beginWith(".");
        List<PeerEndpoint> peers = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            peers.add(endpoint(i));
        }
        bench.answers(AnnounceEvent.STARTED, peers);
        answerDials(bench, 0);
        bench.pass(SECOND / 2);
        assertEquals(12, bench.did(TorrentEffect.Connect.class).size());
        bench.pass(SECOND / 2 + SECOND / 5);
        assertEquals(24, bench.did(TorrentEffect.Connect.class).size());
        answerDials(bench, 12);
        bench.pass(SECOND);
        assertEquals(36, bench.did(TorrentEffect.Connect.class).size());
    }

    private static void answerDials(Bench bench, int from) {
        List<TorrentEffect.Connect> dials = bench.did(TorrentEffect.Connect.class);
        for (int i = from; i < dials.size(); i++) {
            bench.on(
                    new TorrentEvent.PeerConnected(
                            dials.get(i).connection(),
                            dials.get(i).endpoint(),
                            new Handshake(bench.infoHash(), Bench.peerId(i + 1), Reserved.OURS),
                            false));
        }
    }

    @Test
    void connectionsAreCapped() {
        var bench = new Bench(1);
        bench.options =
                new TorrentOptions(
                        new ConnectionLimits(3, 20, 100, SECOND, 100 * SECOND, 150 * SECOND),
                        TransferLimits.defaults());
        bench.beginWith(".");
        bench.joins(1);
        bench.joins(2);
        bench.on(
                new TorrentEvent.PeersFound(List.of(endpoint(5), endpoint(6)), PeerSource.TRACKER));
        assertEquals(1, bench.did(TorrentEffect.Connect.class).size());
        bench.joins(3);
        assertFalse(bench.closed(bench.joins(4)).isEmpty());
        assertEquals(3, bench.snapshot().peers().size());
    }

    /// BEP 40: when full, what matters least makes room, unless it moves data.
    @Test
    void anIdleConnectionMakesRoomForOneThatMattersMore() {
        int kept = 0;
        int displaced = 0;
        for (int number = 30; number < 60; number++) {
            var bench = new Bench(1);
            bench.options =
                    new TorrentOptions(
                            new ConnectionLimits(3, 20, 100, SECOND, 100 * SECOND, 150 * SECOND),
                            TransferLimits.defaults());
            bench.beginWith("x");
            bench.on(new TorrentEvent.PeersFound(List.of(endpoint(1)), PeerSource.TRACKER));
            int dialled = bench.did(TorrentEffect.Connect.class).getFirst().connection();
            bench.on(
                    new TorrentEvent.PeerConnected(
                            dialled,
                            endpoint(1),
                            new Handshake(bench.infoHash(), Bench.peerId(1)),
                            false));
            bench.says(
                    dialled,
                    ExtensionHandshake.ours("x", 6881, 100, BLOCK)
                            .withYourIp(new byte[] {10, 0, 0, (byte) 200})
                            .toMessage());
            int busy = bench.joins(2);
            bench.says(busy, new PeerMessage.Interested());
            bench.says(busy, new PeerMessage.Request(0, 0, BLOCK));
            int idle = bench.joins(3);
            assertFalse(bench.closed(bench.joins(number)).isEmpty(), "all are new here");
            bench.pass(31 * SECOND);
            bench.on(new TorrentEvent.BlockSent(busy, 0, 0, BLOCK));
            bench.pass(SECOND / 2);
            boolean refused = !bench.closed(bench.joins(number)).isEmpty();
            assertEquals("", bench.closed(busy), "it moves data");
            boolean gone = !bench.closed(idle).isEmpty() || !bench.closed(dialled).isEmpty();
            assertEquals(refused, !gone);
            assertEquals(3, bench.snapshot().peers().size());
            kept += refused ? 1 : 0;
            displaced += gone ? 1 : 0;
        }
        assertTrue(kept > 0 && displaced > 5, kept + " refused, " + displaced + " displaced");
    }

    @Test
    void numWantIsZeroWhenNoMorePeersAreWanted() {
        var bench = new Bench(1).beginWith(".");
        assertEquals(50, bench.did(TorrentEffect.Announce.class).getLast().numWant());
        List<PeerEndpoint> peers = new ArrayList<>();
        for (int i = 1; i <= 70; i++) {
            peers.add(endpoint(i));
        }
        for (int i = 101; i <= 159; i++) {
            bench.joins(i);
        }
        bench.on(new TorrentEvent.BudgetChanged(0));
        bench.answers(AnnounceEvent.STARTED, peers);
        bench.pass(70 * SECOND);
        TorrentEffect.Announce heartbeat = bench.did(TorrentEffect.Announce.class).getLast();
        assertEquals(AnnounceEvent.NONE, heartbeat.event());
        assertEquals(0, heartbeat.numWant());

        var seeder = new Bench(1).beginWith("x");
        seeder.answers(AnnounceEvent.STARTED, List.of());
        int leecher = seeder.joins(1);
        seeder.pass(70 * SECOND);
        seeder.says(leecher, new PeerMessage.KeepAlive());
        assertEquals(0, seeder.did(TorrentEffect.Announce.class).getLast().numWant());
    }

    @Test
    void deadPeersDoNotKeepUsFromAskingForOthers() {
        var bench = new Bench(1).beginWith(".");
        List<PeerEndpoint> peers = new ArrayList<>();
        for (int i = 1; i <= 70; i++) {
            peers.add(endpoint(i));
        }
        bench.on(new TorrentEvent.BudgetChanged(0));
        bench.answers(AnnounceEvent.STARTED, peers);
        bench.effects.clear();
        bench.pass(67 * SECOND);
        assertTrue(bench.did(TorrentEffect.Announce.class).getLast().numWant() > 0);
    }

    @Test
    void aPrivateTorrentTakesPeersFromTrackersAlone() {
        var bench = new Bench(Bench.PIECE, true).beginWith(".");
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(1)), PeerSource.USER));
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(2)), PeerSource.EXCHANGE));
        assertEquals(List.of(), bench.did(TorrentEffect.Connect.class));
        bench.answers(AnnounceEvent.STARTED, List.of(endpoint(3)));
        assertEquals(endpoint(3), bench.did(TorrentEffect.Connect.class).getFirst().endpoint());
    }

    @Test
    void whoCameToAPrivateTorrentByHimselfIsNotDialled() {
        var bench = new Bench(Bench.PIECE, true).beginWith(".");
        int peer = bench.joins(1);
        bench.says(peer, ExtensionHandshake.ours("x", 6881, 100, 1 << 20).toMessage());
        bench.on(new TorrentEvent.PeerClosed(peer, "gone"));
        bench.pass(600 * SECOND);
        assertEquals(List.of(), bench.did(TorrentEffect.Connect.class));
    }

    /// Of more peers than there is room for, those of the highest priority from where the tracker
    /// sees us (BEP 24, 40).
    @Test
    void whereTheTrackerSeesUsDecidesWhomWeDialFirst() {
        for (int own = 100; own < 104; own++) {
            var bench = new Bench(1);
            bench.options =
                    TorrentOptions.defaults()
                            .withConnections(
                                    new ConnectionLimits(
                                            1, 1, 50, 3 * SECOND, 120 * SECOND, SECOND));
            bench.beginWith(".");
            var peers = IntStream.range(1, 9).mapToObj(Bench::endpoint).toList();
            var us = endpoint(own);
            bench.on(
                    new TorrentEvent.AnnounceSucceeded(
                            Bench.TRACKER,
                            AnnounceEvent.STARTED,
                            new AnnounceResponse(
                                    60,
                                    0,
                                    1,
                                    1,
                                    peers,
                                    Optional.empty(),
                                    Optional.of(PeerEndpoint.of(us.addressBytes(), 0)))));
            var first =
                    peers.stream()
                            .max(
                                    (one, other) ->
                                            Integer.compareUnsigned(
                                                    CanonicalPriority.of(us, one),
                                                    CanonicalPriority.of(us, other)))
                            .orElseThrow();
            assertEquals(first, bench.did(TorrentEffect.Connect.class).getFirst().endpoint());
        }
    }

    // Connecting.

    private static TorrentEvent.PeerConnected outgoing(Bench bench, int number, PeerId peerId) {
        TorrentEffect.Connect dial = bench.did(TorrentEffect.Connect.class).getLast();
        assertEquals(endpoint(number), dial.endpoint());
        return new TorrentEvent.PeerConnected(
                dial.connection(),
                endpoint(number),
                new Handshake(bench.infoHash(), peerId),
                false);
    }

    @Test
    void weDoNotConnectToOurselvesTwice() {
        var bench = new Bench(1).beginWith(".");
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(9)), PeerSource.TRACKER));
        bench.on(outgoing(bench, 9, Bench.OWN_ID));
        assertFalse(bench.closed(1).isEmpty());
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(9)), PeerSource.TRACKER));
        bench.pass(600 * SECOND);
        assertEquals(1, bench.did(TorrentEffect.Connect.class).size());
    }

    /// Our id ends in 5/5; ids of peers 1.. are smaller or larger by their number.
    @ParameterizedTest
    @CsvSource({"1, false", "9, true"})
    void ofTwoConnectionsBothEndsKeepTheOneTheSmallerIdDialled(int number, boolean keepsOutgoing) {
        var bench = new Bench(1).beginWith(".");
        int incoming = bench.joins(number);
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(number)), PeerSource.TRACKER));
        bench.on(outgoing(bench, number, Bench.peerId(number)));
        assertEquals(keepsOutgoing, !bench.closed(incoming).isEmpty());
        assertEquals(keepsOutgoing, bench.closed(1).isEmpty());
        assertEquals(1, bench.snapshot().peers().size());
    }

    @Test
    void aPeerThatToldWhereItListensIsNotDialled() {
        var bench = new Bench(1).beginWith(".");
        int peer = bench.joins(1);
        bench.says(peer, ExtensionHandshake.ours("x", 6881, 100, 1 << 20).toMessage());
        assertEquals(endpoint(1), bench.snapshot().peers().getFirst().endpoint());
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(1)), PeerSource.TRACKER));
        assertEquals(List.of(), bench.did(TorrentEffect.Connect.class));
        bench.on(new TorrentEvent.PeerClosed(peer, "gone"));
        bench.pass(10 * SECOND);
        assertEquals(endpoint(1), bench.did(TorrentEffect.Connect.class).getFirst().endpoint());
    }

    @Test
    void theFirstWordsFitWhatWeHave() {
        var fast = new Reserved(Reserved.OURS.bits());
        var empty = new Bench(2).beginWith("..");
        assertEquals(new PeerMessage.HaveNone(), empty.sent(empty.joins(1, fast)).getFirst());
        var some = new Bench(2).beginWith("x.");
        assertInstanceOf(BitfieldMessage.class, some.sent(some.joins(1, fast)).getFirst());
        var all = new Bench(2).beginWith("xx");
        assertEquals(new PeerMessage.HaveAll(), all.sent(all.joins(1, fast)).getFirst());
        assertInstanceOf(BitfieldMessage.class, all.sent(all.joins(2, Reserved.NONE)).getFirst());
        assertEquals(List.of(), empty.sent(empty.joins(2, Reserved.NONE)));
    }

    @Test
    void silenceIsBrokenAndInTheEndParted() {
        var bench = new Bench(1).beginWith(".");
        int peer = bench.joins(1);
        bench.pass(95 * SECOND);
        assertEquals(List.of(), bench.sent(peer, PeerMessage.KeepAlive.class));
        bench.pass(15 * SECOND);
        assertEquals(1, bench.sent(peer, PeerMessage.KeepAlive.class).size());
        assertEquals("", bench.closed(peer));
        bench.pass(50 * SECOND);
        assertFalse(bench.closed(peer).isEmpty());
    }

    // What may not be said.

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of(Reserved.OURS, new PeerMessage.Have(2), "piece index"),
                Arguments.of(
                        Reserved.OURS, new BitfieldMessage(new byte[] {(byte) 0xFF}), "bitfield"),
                Arguments.of(Reserved.OURS, new BitfieldMessage(new byte[2]), "bitfield"),
                Arguments.of(Reserved.NONE, new PeerMessage.HaveAll(), "fast"),
                Arguments.of(Reserved.NONE, new PeerMessage.HaveNone(), "fast"),
                Arguments.of(Reserved.NONE, new PeerMessage.AllowedFast(0), "fast"),
                Arguments.of(Reserved.NONE, new PeerMessage.SuggestPiece(0), "fast"),
                Arguments.of(Reserved.NONE, new PeerMessage.RejectRequest(0, 0, BLOCK), "fast"),
                Arguments.of(
                        Reserved.OURS, new PeerMessage.RejectRequest(0, 0, BLOCK), "never sent"),
                Arguments.of(Reserved.NONE, new PeerMessage.Extended(0, new byte[0]), "extension"),
                Arguments.of(Reserved.OURS, new PeerMessage.Extended(0, new byte[9]), "extension"),
                Arguments.of(Reserved.OURS, new PeerMessage.Extended(1, new byte[9]), "metadata"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatBreaksTheProtocolEndsTheConnection(
            Reserved reserved, PeerMessage message, String reason) {
        var bench = new Bench(2).beginWith("..");
        int peer = bench.joins(1, reserved);
        bench.says(peer, message);
        assertTrue(bench.closed(peer).contains(reason), bench.closed(peer));
        assertEquals(List.of(), bench.snapshot().peers());
    }

    @Test
    void whatWasToldIsNotTakenBack() {
        var bench = new Bench(2).beginWith("..");
        int peer = bench.joins(1);
        bench.says(peer, new PeerMessage.HaveAll());
        bench.says(peer, new PeerMessage.HaveNone());
        assertFalse(bench.closed(peer).isEmpty());
    }

    /// aria2 says so when many small pieces came in at once.
    @Test
    void aLaterBitfieldTellsOfMorePieces() {
        var bench = new Bench(4).beginWith("xxxx");
        int peer = bench.joins(1);
        bench.says(peer, new PeerMessage.HaveNone());
        bench.says(peer, new PeerMessage.Have(3));
        bench.says(peer, new BitfieldMessage(new byte[] {(byte) 0b1000_0000}));
        bench.says(peer, new BitfieldMessage(new byte[] {(byte) 0b0100_0000}));
        assertEquals("", bench.closed(peer));
        bench.says(peer, new PeerMessage.Have(2));
        assertFalse(bench.closed(peer).isEmpty(), "what was told before still counts: two seeders");
    }

    @Test
    void aLaterBitfieldOrHaveAllMakesASeeder() {
        for (var later :
                new PeerMessage[] {
                    new PeerMessage.HaveAll(), new BitfieldMessage(new byte[] {(byte) 0b1100_0000})
                }) {
            var bench = new Bench(2).beginWith("..");
            int peer = bench.joins(1);
            bench.says(peer, new PeerMessage.Have(0));
            bench.says(peer, later);
            assertEquals("", bench.closed(peer));
            assertTrue(bench.snapshot().peers().getFirst().seeder());
        }
    }

    @Test
    void aLaterBitfieldOfAnotherLengthEndsTheConnection() {
        var bench = new Bench(2).beginWith("..");
        int peer = bench.joins(1);
        bench.says(peer, new PeerMessage.Have(0));
        bench.says(peer, new BitfieldMessage(new byte[2]));
        assertTrue(bench.closed(peer).contains("bitfield"), bench.closed(peer));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void whatWeDoNotKnowOrNeedIsIgnored(PeerMessage message) {
        var bench = new Bench(2).beginWith("..");
        int peer = bench.joins(1);
        bench.says(peer, message);
        assertEquals("", bench.closed(peer));
    }

    static Stream<PeerMessage> harmless() {
        return Stream.of(
                new PeerMessage.KeepAlive(),
                new PeerMessage.Port(6881),
                new PeerMessage.Unknown(77),
                new PeerMessage.SuggestPiece(0),
                new PeerMessage.AllowedFast(1),
                new PeerMessage.Extended(99, new byte[3]),
                new PeerMessage.Cancel(0, 0, BLOCK),
                new PeerMessage.Unchoke(),
                new PeerMessage.Choke(),
                new PeerMessage.NotInterested());
    }

    // Metadata.

    private static List<MetadataMessage> metadata(Bench bench, int peer) {
        return bench.sent(peer, PeerMessage.Extended.class).stream()
                .filter(message -> message.extensionId() != ExtensionHandshake.ID)
                .map(message -> MetadataMessage.decode(message.payload()).orElseThrow())
                .toList();
    }

    private static void speaksMetadata(Bench bench, int peer, long size) {
        var hello = ExtensionHandshake.ours("x", 0, 100, 1 << 20);
        bench.says(peer, (size > 0 ? hello.withMetadataSize(size) : hello).toMessage());
    }

    @Test
    void metadataIsFetchedCheckedAndThenTheContent() {
        var bench = new Bench(4000);
        bench.knowsMetadata = false;
        bench.begin();
        bench.on(new TorrentEvent.Tick());
        assertEquals(TorrentState.FETCHING_METADATA, bench.snapshot().state());
        assertTrue(bench.did(TorrentEffect.Announce.class).getFirst().left() > 0);
        int peer = bench.joins(1);
        bench.says(peer, new PeerMessage.HaveAll());
        byte[] info = bench.info.source();
        speaksMetadata(bench, peer, info.length);
        for (int served = 0; served < metadata(bench, peer).size(); served++) {
            int part = metadata(bench, peer).get(served).part();
            int begin = part * MetadataMessage.PART_LENGTH;
            int end = Math.min(info.length, begin + MetadataMessage.PART_LENGTH);
            bench.says(
                    peer,
                    new MetadataMessage.Data(
                                    part, info.length, Arrays.copyOfRange(info, begin, end))
                            .toMessage(ExtensionName.METADATA.ourId()));
        }
        assertEquals(1, bench.did(TorrentEffect.MetadataComplete.class).size());
        assertEquals(TorrentState.CHECKING, bench.snapshot().state());
        bench.on(new TorrentEvent.StorageReady(Bench.bits(".".repeat(4000))));
        assertEquals(
                List.of(new PeerMessage.Interested()),
                bench.sent(peer, PeerMessage.Interested.class));
        bench.says(peer, new PeerMessage.Unchoke());
        assertFalse(bench.sent(peer, PeerMessage.Request.class).isEmpty());
    }

    @Test
    void wrongMetadataFromOnePeerGetsItBanned() {
        var bench = new Bench(4);
        bench.knowsMetadata = false;
        bench.begin();
        int peer = bench.joins(1);
        speaksMetadata(bench, peer, 100);
        bench.says(
                peer,
                new MetadataMessage.Data(0, 100, new byte[100])
                        .toMessage(ExtensionName.METADATA.ourId()));
        assertEquals(1, bench.did(TorrentEffect.PeerBanned.class).size());
        assertEquals(Map.of(BanReason.WRONG_METADATA, 1), bench.snapshot().bannedPeers());
        assertEquals(TorrentState.FETCHING_METADATA, bench.snapshot().state());
    }

    @Test
    void metadataIsServedWithinMeasure() {
        var bench = new Bench(4).beginWith("....");
        int peer = bench.joins(1);
        speaksMetadata(bench, peer, 0);
        bench.says(peer, new MetadataMessage.Request(0).toMessage(1));
        byte[] info = bench.info.source();
        assertEquals(
                List.of(new MetadataMessage.Data(0, info.length, info)), metadata(bench, peer));
        bench.says(peer, new MetadataMessage.Request(1).toMessage(1));
        assertEquals(new MetadataMessage.Reject(1), metadata(bench, peer).getLast());
        for (int i = 0; i < 100; i++) {
            bench.says(peer, new MetadataMessage.Request(0).toMessage(1));
        }
        assertEquals(new MetadataMessage.Reject(0), metadata(bench, peer).getLast());
        assertEquals("", bench.closed(peer));
        for (int i = 0; i < 1000; i++) {
            bench.says(peer, new MetadataMessage.Request(0).toMessage(1));
        }
        assertFalse(bench.closed(peer).isEmpty());
    }

    @Test
    void metadataThatTurnsOutPrivatePartsUsFromStrangers() {
        var bench = new Bench(Bench.PIECE, true);
        bench.knowsMetadata = false;
        bench.begin();
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(9)), PeerSource.USER));
        bench.on(outgoing(bench, 9, Bench.peerId(9)));
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(8)), PeerSource.USER));
        int dialled = bench.did(TorrentEffect.Connect.class).getLast().connection();
        int peer = bench.joins(1);
        byte[] info = bench.info.source();
        speaksMetadata(bench, peer, info.length);
        bench.says(
                peer,
                new MetadataMessage.Data(0, info.length, info)
                        .toMessage(ExtensionName.METADATA.ourId()));
        assertEquals(1, bench.did(TorrentEffect.MetadataComplete.class).size());
        assertFalse(bench.closed(1).isEmpty());
        assertFalse(bench.closed(dialled).isEmpty(), "still being dialled");
        List<ExtensionHandshake> said =
                bench.sent(peer, PeerMessage.Extended.class).stream()
                        .filter(message -> message.extensionId() == ExtensionHandshake.ID)
                        .map(message -> ExtensionHandshake.decode(message.payload()).orElseThrow())
                        .toList();
        assertTrue(said.getFirst().id(ExtensionName.PEX).isPresent(), "offered while unknown");
        assertEquals(0, said.getLast().ids().getOrDefault("ut_pex", -1), "taken back, and said so");
    }

    /// A check may take minutes: whoever was to be dialled meanwhile must not wake us without end.
    @Test
    void whileContentIsCheckedNobodyIsDialledAndNoTimeIsKeptForIt() {
        var bench = new Bench(Bench.PIECE, false);
        bench.knowsMetadata = false;
        bench.begin();
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(9)), PeerSource.USER));
        int dialled = bench.did(TorrentEffect.Connect.class).getLast().connection();
        bench.on(new TorrentEvent.PeerClosed(dialled, "refused"));
        int peer = bench.joins(1);
        byte[] info = bench.info.source();
        speaksMetadata(bench, peer, info.length);
        bench.says(
                peer,
                new MetadataMessage.Data(0, info.length, info)
                        .toMessage(ExtensionName.METADATA.ourId()));
        assertEquals(TorrentState.CHECKING, bench.snapshot().state());

        int dials = bench.did(TorrentEffect.Connect.class).size();
        for (int i = 0; i < 20; i++) {
            bench.now += 2 * SECOND;
            bench.on(new TorrentEvent.Tick());
            assertTrue(bench.torrent.deadlineNanos() > bench.now, "woken at once again");
        }
        assertEquals(dials, bench.did(TorrentEffect.Connect.class).size());

        bench.on(new TorrentEvent.StorageReady(Bench.bits(".")));
        bench.pass(10 * SECOND);
        assertTrue(bench.did(TorrentEffect.Connect.class).size() > dials);
    }

    // Leaving.

    @Test
    void stoppingTellsTrackersAndPeersAndEnds() {
        var bench = new Bench(4).beginWith("....");
        bench.answers(AnnounceEvent.STARTED, List.of());
        int peer = bench.seederJoins(1, Reserved.OURS);
        bench.on(new TorrentEvent.StopRequested());
        assertFalse(bench.closed(peer).isEmpty());
        assertEquals(4, bench.did(TorrentEffect.DropPiece.class).size());
        TorrentEffect.Announce last = bench.did(TorrentEffect.Announce.class).getLast();
        assertEquals(AnnounceEvent.STOPPED, last.event());
        assertEquals(0, last.numWant());
        assertEquals(List.of(), bench.did(TorrentEffect.Stopped.class));
        bench.answers(AnnounceEvent.STOPPED, List.of(endpoint(3)));
        assertEquals(1, bench.did(TorrentEffect.Stopped.class).size());
        bench.effects.clear();
        bench.joins(2);
        bench.pass(100 * SECOND);
        assertEquals(List.of(), bench.effects);
        assertEquals(TorrentState.STOPPED, bench.snapshot().state());
    }

    @Test
    void aDeadTrackerDelaysTheEndByTwoSecondsAtMost() {
        var bench = new Bench(1).beginWith("x");
        bench.on(new TorrentEvent.StopRequested());
        bench.pass(SECOND);
        assertEquals(List.of(), bench.did(TorrentEffect.Stopped.class));
        bench.pass(2 * SECOND);
        assertEquals(1, bench.did(TorrentEffect.Stopped.class).size());
    }

    @Test
    void aDialForWhichTheProcessHasNoPlaceIsTriedAgainAndNobodyIsTheWorse() {
        var bench = new Bench(2).beginWith("..");
        bench.on(
                new TorrentEvent.PeersFound(
                        List.of(Bench.endpoint(1), Bench.endpoint(2)), PeerSource.USER));
        for (int round = 1; round <= 20; round++) {
            var dials = bench.did(TorrentEffect.Connect.class);
            assertEquals(2 * round, dials.size(), "round " + round);
            for (var dial : dials.subList(dials.size() - 2, dials.size())) {
                bench.on(new TorrentEvent.DialPutOff(dial.connection()));
            }
            assertEquals(2 * round, bench.did(TorrentEffect.Connect.class).size(), "not at once");
            bench.pass(Bench.SECOND);
        }
        assertEquals(2, bench.snapshot().knownPeers());
    }

    @Test
    void whoWasBannedAndWhatWasClosedIsCountedByReason() {
        var bench = new Bench(2).beginWith("..");
        int peer = bench.joins(1);
        bench.says(peer, new PeerMessage.Have(7));
        assertEquals(Map.of(CloseReason.PIECE_OUT_OF_RANGE, 1L), bench.snapshot().parted());
        int double1 = bench.joins(2);
        int double2 = bench.joins(2);
        assertFalse(bench.closed(double2).isEmpty() && bench.closed(double1).isEmpty());
        assertEquals(1L, bench.snapshot().parted().get(CloseReason.DOUBLE));
        assertEquals(Map.of(), bench.snapshot().bannedPeers());
    }

    @Test
    void whoMovesNothingMakesRoomForOtherTorrents() {
        var bench = new Bench(4).beginWith("....");
        int idle = bench.joins(1);
        bench.pass(60 * Bench.SECOND);
        int busy = bench.seederJoins(2, Reserved.OURS);
        int other = bench.seederJoins(3, Reserved.OURS);
        bench.on(new TorrentEvent.PlacesWanted(1));
        assertEquals(CloseReason.SHARED_OUT.text(), bench.closed(idle));
        assertEquals("", bench.closed(busy));
        assertEquals("", bench.closed(other));
        bench.on(new TorrentEvent.PlacesWanted(5));
        assertEquals(0, bench.snapshot().peers().size());
    }
}
