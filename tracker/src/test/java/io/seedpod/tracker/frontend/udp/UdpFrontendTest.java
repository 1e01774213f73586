package io.seedpod.tracker.frontend.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.model.tracker.ScrapeRequest;
import io.seedpod.model.tracker.udp.ConnectionIds;
import io.seedpod.model.tracker.udp.NameStatus;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpRequestCodec;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.tracker.frontend.MemoryCatalogue;
import io.seedpod.tracker.frontend.udp.UdpObserver.Dropped;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UdpFrontendTest {
    private static final InfoHash SWARM = new InfoHash(1, 2, 3);
    private static final PeerEndpoint ASKER = new PeerEndpoint.V4(0x0a000001, 5_000);
    private static final PeerEndpoint ASKER_V6 = new PeerEndpoint.V6(0x20010db8L << 32, 1, 5_000);
    private static final CatalogueName NAME = new CatalogueName("näme");

    private final UdpBench bench = new UdpBench(Optional.empty());

    private static UdpRequest announce(
            long connectionId, int port, long left, AnnounceEvent event, int numWant) {
        var id = PeerId.ours(new Random(port));
        return new UdpRequest.Announce(
                connectionId,
                77,
                new AnnounceRequest(SWARM, id, 1, 2, left, event, numWant, 9, port));
    }

    @Test
    void aConnectIsAnsweredWithAnIdThatIsGoodForTheSender() {
        long id = bench.connect(ASKER);
        var response = bench.ask(ASKER, announce(id, 6_881, 5, AnnounceEvent.STARTED, -1));
        var announced = assertInstanceOf(UdpResponse.Announced.class, response.orElseThrow());
        assertEquals(77, announced.transactionId());
        assertEquals(1, announced.announce().leechers());
        assertTrue(announced.announce().intervalSeconds() >= 14);
    }

    @Test
    void theIdIsGoodFromAnotherPortButNotFromAnotherAddress() {
        long id = bench.connect(ASKER);
        var other = new PeerEndpoint.V4(0x0a000001, 5_001);
        assertInstanceOf(
                UdpResponse.Announced.class,
                bench.ask(other, announce(id, 1, 5, AnnounceEvent.NONE, 0)).orElseThrow());
        var stranger = new PeerEndpoint.V4(0x0a000002, 5_000);
        assertInstanceOf(
                UdpResponse.Failed.class,
                bench.ask(stranger, announce(id, 1, 5, AnnounceEvent.NONE, 0)).orElseThrow());
        assertEquals(List.of(Dropped.UNPROVEN), bench.dropped);
    }

    @Test
    void anIdLivesForTwoMinutesAndNotForEver() {
        long id = bench.connect(ASKER);
        var request = announce(id, 1, 5, AnnounceEvent.NONE, 0);
        bench.wallSeconds += 120;
        assertInstanceOf(UdpResponse.Announced.class, bench.ask(ASKER, request).orElseThrow());
        bench.wallSeconds += 120;
        assertInstanceOf(UdpResponse.Failed.class, bench.ask(ASKER, request).orElseThrow());
    }

    @Test
    void aKeyIsChangedWithoutRefusingAnybody() {
        var old = new byte[ConnectionIds.KEY_LENGTH];
        byte[] fresh = new Gen(3).bytes(ConnectionIds.KEY_LENGTH);
        long before = bench.connect(ASKER);
        bench.ids = new ConnectionIds(fresh, old);
        long after = bench.connect(ASKER);
        for (long id : new long[] {before, after}) {
            var reply = bench.ask(ASKER, announce(id, 1, 5, AnnounceEvent.NONE, 0));
            assertInstanceOf(UdpResponse.Announced.class, reply.orElseThrow());
        }
        bench.ids = new ConnectionIds(fresh);
        var stale = bench.ask(ASKER, announce(before, 1, 5, AnnounceEvent.NONE, 0));
        assertInstanceOf(UdpResponse.Failed.class, stale.orElseThrow());
        var good = bench.ask(ASKER, announce(after, 1, 5, AnnounceEvent.NONE, 0));
        assertInstanceOf(UdpResponse.Announced.class, good.orElseThrow());
    }

    @Test
    void peersAreToldInTheFamilyOfThePacket() {
        bench.ask(ASKER, announce(bench.connect(ASKER), 1_001, 0, AnnounceEvent.NONE, 0));
        bench.ask(ASKER_V6, announce(bench.connect(ASKER_V6), 1_002, 0, AnnounceEvent.NONE, 0));
        assertEquals(List.of(new PeerEndpoint.V4(0x0a000001, 1_001)), peersFor(ASKER));
        assertEquals(List.of(new PeerEndpoint.V6(0x20010db8L << 32, 1, 1_002)), peersFor(ASKER_V6));
    }

    private List<PeerEndpoint> peersFor(PeerEndpoint asker) {
        var request = announce(bench.connect(asker), 9, 5, AnnounceEvent.NONE, 200);
        var response = bench.ask(asker, request).orElseThrow();
        return assertInstanceOf(UdpResponse.Announced.class, response).announce().peers();
    }

    @Test
    void theLongestRepliesFitADatagramOnAnyPath() {
        for (int i = 0; i < 300; i++) {
            bench.enter(new PeerEndpoint.V4(i, 1), SWARM);
            bench.enter(new PeerEndpoint.V6(1, i, 1), SWARM);
        }
        long id = bench.connect(ASKER);
        byte[] request = UdpRequestCodec.encode(announce(id, 1, 5, AnnounceEvent.NONE, 10_000));
        assertEquals(20 + 200 * 6, bench.ask(ASKER, request).length);
        id = bench.connect(ASKER_V6);
        request = UdpRequestCodec.encode(announce(id, 1, 5, AnnounceEvent.NONE, 10_000));
        assertEquals(20 + 70 * 18, bench.ask(ASKER_V6, request).length);
    }

    @Test
    void anAnnounceFromPortZeroIsRefusedInWords() {
        var response =
                bench.ask(ASKER, announce(bench.connect(ASKER), 0, 5, AnnounceEvent.NONE, 0));
        var failed = assertInstanceOf(UdpResponse.Failed.class, response.orElseThrow());
        assertTrue(failed.message().contains("port 0"), failed::message);
    }

    @Test
    void aScrapeCountsInTheOrderAsked() {
        bench.ask(ASKER, announce(bench.connect(ASKER), 1, 0, AnnounceEvent.NONE, 0));
        var request =
                new UdpRequest.Scrape(
                        bench.connect(ASKER),
                        5,
                        new ScrapeRequest(List.of(new InfoHash(9, 9, 9), SWARM)));
        var scraped =
                assertInstanceOf(
                        UdpResponse.Scraped.class, bench.ask(ASKER, request).orElseThrow());
        assertEquals(
                List.of(new ScrapeEntry(0, 0, 0), new ScrapeEntry(1, 0, 0)),
                scraped.scrape().entries());
    }

    private NameStatus publish(InfoHash content, boolean replace, String token) {
        return publish(new UdpRequest.Publication(NAME, content, 1_000, 16, replace), token);
    }

    private NameStatus republish(InfoHash content, long clock) {
        return publish(new UdpRequest.Publication(NAME, content, 1_000, 16, false, clock), "");
    }

    private NameStatus publish(UdpRequest.Publication publication, String token) {
        byte[] request =
                UdpRequestCodec.encode(
                        new UdpRequest.PublishName(bench.connect(ASKER), 8, publication, token));
        assertEquals(0, bench.ask(ASKER, request).length, "answered when it is on disk");
        var late = bench.awaitLate();
        assertEquals(ASKER, late.to());
        assertTrue(late.packet().length <= request.length);
        var reply = assertInstanceOf(UdpResponse.NameReply.class, late.decoded());
        assertEquals(8, reply.transactionId());
        assertTrue(reply.published());
        return reply.status();
    }

    private UdpResponse.NameReply lookUp() {
        return lookUp(NAME);
    }

    private UdpResponse.NameReply lookUp(CatalogueName name) {
        var request = new UdpRequest.LookUpName(bench.connect(ASKER), 3, name, "");
        byte[] bytes = UdpRequestCodec.encode(request);
        assertTrue(bench.ask(ASKER, bytes).length <= bytes.length);
        return assertInstanceOf(
                UdpResponse.NameReply.class, bench.ask(ASKER, request).orElseThrow());
    }

    @Test
    void aNameIsPublishedLookedUpAndDefended() {
        assertEquals(NameStatus.NOT_FOUND, lookUp().status());
        assertEquals(NameStatus.OK, publish(SWARM, false, ""));
        bench.enter(ASKER, SWARM);
        var found = lookUp();
        assertEquals(NameStatus.OK, found.status());
        assertEquals(
                new NameEntry(SWARM, 1_000, 16, 1, 0, MemoryCatalogue.NOW_MILLIS), found.entry());
        assertEquals(NameStatus.OK, publish(SWARM, false, ""));
        assertEquals(NameStatus.CONFLICT, publish(new InfoHash(7, 7, 7), false, ""));
        assertEquals(SWARM, lookUp().entry().infoHash());
        assertEquals(NameStatus.OK, publish(new InfoHash(7, 7, 7), true, ""));
        assertEquals(new InfoHash(7, 7, 7), lookUp().entry().infoHash());
    }

    /// A tracker that was away hears of both, and means what the others mean.
    @Test
    void aRepublicationIsNoConflictAndTheLaterClockCounts() {
        var earlier = new InfoHash(7L << 32, 7, 7);
        assertEquals(NameStatus.OK, republish(SWARM, 500));
        assertEquals(NameStatus.OK, republish(earlier, 400));
        assertEquals(SWARM, lookUp().entry().infoHash());
        assertEquals(500, lookUp().entry().clock());
        var version = lookUp(new CatalogueName(NAME.text() + "@00000007"));
        assertEquals(NameStatus.OK, version.status());
        assertEquals(earlier, version.entry().infoHash());
        assertEquals(400, version.entry().clock());
    }

    @Test
    void aClockOfTheFarFutureIsAnError() {
        var publication =
                new UdpRequest.Publication(
                        NAME, SWARM, 1_000, 16, false, MemoryCatalogue.NOW_MILLIS + 300_001);
        bench.ask(ASKER, new UdpRequest.PublishName(bench.connect(ASKER), 8, publication, ""));
        var failed = assertInstanceOf(UdpResponse.Failed.class, bench.awaitLate().decoded());
        assertTrue(failed.message().contains("ahead"), failed::message);
    }

    @Test
    void whatWasDeletedIsNotBroughtBackByARepublication() {
        assertEquals(NameStatus.OK, republish(SWARM, 500));
        bench.delete(NAME);
        assertEquals(NameStatus.NOT_FOUND, lookUp().status());
        assertEquals(NameStatus.DELETED, republish(SWARM, 500));
        assertEquals(NameStatus.NOT_FOUND, lookUp().status());
    }

    @Test
    void aPublishNeedsTheTokenIfThereIsOne() {
        var guarded = new UdpBench(Optional.of("s3cret"));
        var publication = new UdpRequest.Publication(NAME, SWARM, 1, 1, false);
        for (var token : List.of("", "wrong", "s3cret")) {
            guarded.ask(
                    ASKER,
                    new UdpRequest.PublishName(guarded.connect(ASKER), 1, publication, token));
            var reply =
                    assertInstanceOf(UdpResponse.NameReply.class, guarded.awaitLate().decoded());
            assertEquals(
                    token.equals("s3cret") ? NameStatus.OK : NameStatus.REFUSED, reply.status());
        }
        guarded.close();
    }

    @Test
    void garbageIsMetWithSilence() {
        for (int length = 0; length < 16; length++) {
            assertEquals(0, bench.ask(ASKER, new byte[length]).length);
        }
        assertEquals(0, bench.ask(ASKER, new byte[16]).length, "a connect without the magic");
        assertTrue(bench.dropped.stream().allMatch(why -> why == Dropped.GARBAGE));
        assertEquals(17, bench.dropped.size());
    }

    @Test
    void anUnprovenAddressGetsAtMostOneErrorASecond() {
        byte[] request = UdpRequestCodec.encode(announce(123, 1, 5, AnnounceEvent.NONE, 0));
        assertTrue(bench.ask(ASKER, request).length > 0);
        for (int i = 0; i < 100; i++) {
            assertEquals(0, bench.ask(ASKER, request).length);
        }
        bench.wallSeconds += 1;
        assertTrue(bench.ask(ASKER, request).length > 0);
    }

    /// Whatever an unproven sender sends, it never gets back more than it sent.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#many")
    void nobodyCanHaveUsAmplify(long seed) {
        var gen = new Gen(seed);
        byte[] valid =
                UdpRequestCodec.encode(
                        announce(gen.random().nextLong(), 1, 5, AnnounceEvent.NONE, 200));
        for (int i = 0; i < 20; i++) {
            bench.wallSeconds += 1;
            byte[] request = gen.chance(0.5) ? gen.bytes(gen.between(0, 300)) : valid;
            request = Bytes.spoil(request, gen.random());
            int reply = bench.ask(gen.chance(0.5) ? ASKER : ASKER_V6, request).length;
            assertTrue(reply <= request.length, reply + " bytes for " + request.length);
        }
    }
}
