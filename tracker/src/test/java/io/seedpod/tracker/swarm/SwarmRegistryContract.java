package io.seedpod.tracker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Labels;
import io.seedpod.model.tracker.ScrapeEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every registry must do. A registry's own test extends this.
public abstract class SwarmRegistryContract {
    protected static final int LIFETIME = 40;
    protected static final InfoHash SWARM = new InfoHash(1, 2, 3);
    private static final long COMPLETE = 0;
    private static final long INCOMPLETE = 5;

    private SwarmRegistry registry;
    private final HandOut handOut = new HandOut(200);
    private long now = 1_000;

    @BeforeEach
    void makeRegistry() {
        registry = empty();
    }

    /// A new, empty registry with room for all that these tests enter.
    protected abstract SwarmRegistry empty();

    protected static PeerEndpoint v4(int number) {
        return new PeerEndpoint.V4(0x0a000000 + number, 6_881);
    }

    protected static PeerEndpoint v6(int number) {
        return new PeerEndpoint.V6(0x2001_0db8_0000_0000L, number, 6_881);
    }

    protected static AnnounceRequest request(
            InfoHash swarm, PeerEndpoint peer, long left, AnnounceEvent event) {
        return new AnnounceRequest(
                swarm, new PeerId(7, peer.hashCode(), 9), 11, 22, left, event, 0, 1, peer.port());
    }

    private List<PeerEndpoint> announce(
            PeerEndpoint peer, long left, AnnounceEvent event, int wanted, boolean bothFamilies) {
        handOut.begin(wanted, bothFamilies);
        registry.announce(request(SWARM, peer, left, event), peer, now, LIFETIME, handOut);
        return handOut.endpoints();
    }

    private List<PeerEndpoint> announce(PeerEndpoint peer, long left, int wanted) {
        return announce(peer, left, AnnounceEvent.NONE, wanted, false);
    }

    private void enter(PeerEndpoint peer, long left) {
        announce(peer, left, 0);
    }

    @Test
    void anUnknownSwarmHasNobody() {
        assertEquals(new ScrapeEntry(0, 0, 0), registry.scrape(SWARM));
        assertEquals(List.of(), registry.peers(SWARM, now, 10));
        assertEquals(new RegistryCounts(0, 0, 0, 0, 0), registry.counts());
    }

    @Test
    void aLeecherIsToldOfSeedersAndLeechersButNeverOfItself() {
        enter(v4(1), COMPLETE);
        enter(v4(2), INCOMPLETE);
        enter(v4(3), INCOMPLETE);
        assertEquals(Set.of(v4(1), v4(2)), Set.copyOf(announce(v4(3), INCOMPLETE, 50)));
        assertEquals(1, handOut.seeders());
        assertEquals(2, handOut.leechers());
        assertTrue(handOut.remembered());
    }

    @Test
    void aSeederIsToldOfLeechersOnly() {
        enter(v4(1), COMPLETE);
        enter(v4(2), INCOMPLETE);
        assertEquals(List.of(v4(2)), announce(v4(3), COMPLETE, 50));
    }

    @Test
    void peersOfOneAddressOnDifferentPortsAreDifferentPeers() {
        var first = new PeerEndpoint.V4(1, 1000);
        var second = new PeerEndpoint.V4(1, 1001);
        enter(first, INCOMPLETE);
        assertEquals(List.of(first), announce(second, INCOMPLETE, 50));
        assertEquals(2, registry.scrape(SWARM).leechers());
    }

    @Test
    void familiesAreKeptApartUnlessBothAreWanted() {
        enter(v4(1), COMPLETE);
        enter(v6(1), COMPLETE);
        assertEquals(List.of(v4(1)), announce(v4(2), INCOMPLETE, 50));
        assertEquals(List.of(v6(1)), announce(v6(2), INCOMPLETE, 50));
        var both = announce(v6(2), INCOMPLETE, AnnounceEvent.NONE, 50, true);
        assertEquals(Set.of(v6(1), v4(1), v4(2)), Set.copyOf(both));
        var one = announce(v6(2), INCOMPLETE, AnnounceEvent.NONE, 1, true);
        assertEquals(List.of(v6(1)), one, "its own family comes first");
    }

    @Test
    void aHeartbeatWantsNobody() {
        enter(v4(1), COMPLETE);
        assertEquals(List.of(), announce(v4(2), INCOMPLETE, 0));
        assertEquals(1, handOut.seeders(), "the counts are told all the same");
    }

    @Test
    void aStoppedPeerIsGoneAtOnce() {
        enter(v4(1), COMPLETE);
        enter(v4(2), INCOMPLETE);
        announce(v4(1), COMPLETE, AnnounceEvent.STOPPED, 0, false);
        assertFalse(handOut.remembered());
        assertEquals(List.of(), announce(v4(2), INCOMPLETE, 50));
        announce(v4(2), INCOMPLETE, AnnounceEvent.STOPPED, 0, false);
        assertEquals(new ScrapeEntry(0, 0, 0), registry.scrape(SWARM));
        registry.sweep(now);
        assertEquals(0, registry.counts().swarms());
    }

    @Test
    void stoppingWithoutHavingBeenThereChangesNothing() {
        announce(v4(1), COMPLETE, AnnounceEvent.STOPPED, 0, false);
        assertEquals(new RegistryCounts(0, 0, 0, 0, 0), registry.counts());
    }

    @Test
    void aLeecherBecomesASeeder() {
        enter(v4(1), INCOMPLETE);
        enter(v4(1), COMPLETE);
        assertEquals(1, registry.scrape(SWARM).seeders());
        assertEquals(0, registry.scrape(SWARM).leechers());
        enter(v4(1), INCOMPLETE);
        assertEquals(1, registry.scrape(SWARM).leechers());
    }

    @Test
    void completedCountsOnceForAPeer() {
        enter(v4(1), INCOMPLETE);
        for (int i = 0; i < 3; i++) {
            announce(v4(1), COMPLETE, AnnounceEvent.COMPLETED, 0, false);
            assertEquals(i == 0, handOut.completionCounted());
        }
        enter(v4(2), COMPLETE);
        announce(v4(2), COMPLETE, AnnounceEvent.COMPLETED, 0, false);
        assertEquals(1, registry.scrape(SWARM).completed(), "complete from the start");
        announce(v4(3), INCOMPLETE, AnnounceEvent.COMPLETED, 0, false);
        assertEquals(1, registry.scrape(SWARM).completed(), "completed, with bytes left");
    }

    @Test
    void aPeerLivesForItsLifetimeAndNoLonger() {
        enter(v4(1), COMPLETE);
        now += LIFETIME - 1;
        registry.sweep(now);
        assertEquals(List.of(v4(1)), announce(v4(2), INCOMPLETE, 50));
        now += 1;
        assertEquals(List.of(), announce(v4(2), INCOMPLETE, 50), "gone even before a sweep");
        assertEquals(1, registry.sweep(now));
        assertEquals(new ScrapeEntry(0, 0, 1), registry.scrape(SWARM));
    }

    @Test
    void eachAnnounceIsANewLease() {
        enter(v4(1), COMPLETE);
        for (int i = 0; i < 5; i++) {
            now += LIFETIME - 1;
            registry.sweep(now);
            enter(v4(1), COMPLETE);
        }
        assertEquals(1, registry.scrape(SWARM).seeders());
    }

    @Test
    void aPeerThatComesBackAfterItsEndIsANewcomer() {
        enter(v4(1), COMPLETE);
        now += LIFETIME;
        announce(v4(1), COMPLETE, AnnounceEvent.COMPLETED, 0, false);
        assertTrue(handOut.completionCounted());
        assertEquals(1, registry.scrape(SWARM).seeders());
    }

    @Test
    void everythingEndsInAPauseLongerThanAnyLifetime() {
        enter(v4(1), COMPLETE);
        registry.sweep(now);
        now += 10L * SwarmRegistry.MAX_LIFETIME_SECONDS;
        registry.sweep(now);
        assertEquals(new RegistryCounts(0, 0, 0, 0, 0), registry.counts());
    }

    @Test
    void theLongestLifetimeHolds() {
        handOut.begin(0, false);
        int longest = SwarmRegistry.MAX_LIFETIME_SECONDS;
        registry.announce(
                request(SWARM, v4(1), COMPLETE, AnnounceEvent.NONE), v4(1), now, longest, handOut);
        for (long until = now + longest - 1; now < until; now += 7) {
            registry.sweep(now);
        }
        assertEquals(1, registry.scrape(SWARM).seeders());
        now += 14;
        registry.sweep(now);
        assertEquals(0, registry.scrape(SWARM).seeders());
    }

    @Test
    void peopleSeeWhatPeersSay() {
        enter(v4(1), COMPLETE);
        enter(v6(2), INCOMPLETE);
        now += 3;
        var peers = registry.peers(SWARM, now, 10);
        assertEquals(
                Set.of(v4(1), v6(2)),
                peers.stream().map(SwarmPeer::endpoint).collect(Collectors.toSet()));
        var leecher = peers.stream().filter(peer -> !peer.seeder()).findFirst().orElseThrow();
        var said = leecher.details().orElseThrow();
        assertEquals(new PeerId(7, v6(2).hashCode(), 9), said.peerId());
        assertEquals(INCOMPLETE, said.left());
        assertEquals(11, said.uploaded());
        assertEquals(22, said.downloaded());
        assertEquals(3, said.announcedSecondsAgo());
        assertEquals(1, registry.peers(SWARM, now, 1).size());
    }

    @Test
    void aSwarmOfManyIsHandedOutUpToWhatIsWanted() {
        IntStream.range(0, 1_000).forEach(i -> enter(v4(i), i % 2 == 0 ? COMPLETE : INCOMPLETE));
        for (int wanted : new int[] {1, 2, 50, 199, 200}) {
            var given = announce(v4(1), INCOMPLETE, wanted);
            assertEquals(wanted, given.size());
            assertEquals(wanted, new HashSet<>(given).size(), "nobody twice in one reply");
        }
    }

    @Test
    void aLeecherIsGivenSomeOfEachKind() {
        IntStream.range(0, 100).forEach(i -> enter(v4(i), i < 50 ? COMPLETE : INCOMPLETE));
        var given = Set.copyOf(announce(v4(99), INCOMPLETE, 20));
        assertEquals(10, IntStream.range(0, 50).filter(i -> given.contains(v4(i))).count());
        assertEquals(10, IntStream.range(50, 99).filter(i -> given.contains(v4(i))).count());
        assertEquals(1, announce(v4(99), INCOMPLETE, 1).size());
    }

    /// Load balancing: k seeders, n k requests of one peer each.
    @Test
    void equalHoldersAreHandedOutEquallyOften() {
        int holders = 7;
        IntStream.range(0, holders).forEach(i -> enter(v4(i), COMPLETE));
        Map<PeerEndpoint, Integer> counts = new HashMap<>();
        for (int i = 0; i < holders * 9; i++) {
            var asker = v4(1_000 + i);
            announce(asker, INCOMPLETE, 1).forEach(each -> counts.merge(each, 1, Integer::sum));
            announce(asker, INCOMPLETE, AnnounceEvent.STOPPED, 0, false);
        }
        assertEquals(holders, counts.size());
        assertTrue(counts.values().stream().allMatch(count -> count == 9), counts::toString);
    }

    /// Whoever comes, goes, refreshes or asks for however many: those that stay are handed out
    /// equally often, give or take one.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void thoseWhoStayAreHandedOutEquallyOftenWhateverElseHappens(long seed) {
        var gen = new Gen(seed);
        boolean six = gen.chance(0.5);
        int staying = gen.between(1, 60);
        int coming = gen.between(0, 60);
        Map<PeerEndpoint, Integer> counts = new HashMap<>();
        for (int i = 0; i < staying; i++) {
            counts.put(peer(six, i), 0);
            enter(peer(six, i), COMPLETE);
        }
        for (int step = 0; step < 300; step++) {
            switch (gen.between(0, 5)) {
                case 0 -> enter(peer(six, gen.between(0, staying - 1)), COMPLETE);
                case 1 -> enter(peer(six, 100 + gen.between(0, coming)), COMPLETE);
                case 2 ->
                        announce(
                                peer(six, 100 + gen.between(0, coming)),
                                COMPLETE,
                                AnnounceEvent.STOPPED,
                                0,
                                false);
                default -> {
                    var asker = peer(six, 1_000 + gen.between(0, 30));
                    var given = announce(asker, INCOMPLETE, gen.between(0, staying));
                    assertEquals(given.size(), new HashSet<>(given).size(), "somebody came twice");
                    given.forEach(each -> counts.computeIfPresent(each, (_, count) -> count + 1));
                }
            }
            int most = counts.values().stream().max(Integer::compare).orElseThrow();
            int least = counts.values().stream().min(Integer::compare).orElseThrow();
            assertTrue(most - least <= 1, counts::toString);
        }
    }

    private static PeerEndpoint peer(boolean six, int number) {
        return six ? v6(number) : v4(number);
    }

    /// Leechers ask and are handed out at once: nobody is left out for long.
    @Test
    void leechersThatAskInTurnAreAllHandedOut() {
        int leechers = 5;
        IntStream.range(0, leechers).forEach(i -> enter(v4(i), INCOMPLETE));
        Map<PeerEndpoint, Integer> counts = new HashMap<>();
        for (int i = 0; i < 100 * leechers; i++) {
            announce(v4(i % leechers), INCOMPLETE, 1)
                    .forEach(each -> counts.merge(each, 1, Integer::sum));
        }
        assertEquals(leechers, counts.size());
        assertTrue(counts.values().stream().allMatch(count -> count > 70), counts::toString);
    }

    /// The registry against the plainest model there is: a map from peer to its end.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void itAgreesWithAMap(long seed) {
        record Known(boolean seeder, long end) {}
        var gen = new Gen(seed);
        Map<PeerEndpoint, Known> model = new HashMap<>();
        for (int step = 0; step < 400; step++) {
            now += gen.between(0, 6);
            var peer = peer(gen.chance(0.5), gen.between(0, 40));
            boolean seeder = gen.chance(0.5);
            var event = gen.chance(0.2) ? AnnounceEvent.STOPPED : AnnounceEvent.NONE;
            var given = announce(peer, seeder ? COMPLETE : INCOMPLETE, event, 200, true);
            model.values().removeIf(known -> known.end <= now);
            model.remove(peer);
            var expected = new HashSet<PeerEndpoint>();
            model.forEach((each, known) -> addIf(!seeder || !known.seeder, each, expected));
            if (event == AnnounceEvent.STOPPED) {
                expected.clear();
                assertEquals(List.of(), given);
            } else {
                model.put(peer, new Known(seeder, now + LIFETIME));
            }
            assertEquals(expected, Set.copyOf(given));
            if (gen.chance(0.3)) {
                registry.sweep(now);
                long seeders = model.values().stream().filter(Known::seeder).count();
                var counts = registry.counts();
                assertEquals(seeders, counts.seeders());
                assertEquals(model.size() - seeders, counts.leechers());
            }
        }
    }

    private static void addIf(boolean condition, PeerEndpoint peer, Set<PeerEndpoint> target) {
        if (condition) {
            target.add(peer);
        }
    }

    @Test
    void manySwarmsDoNotKnowEachOther() {
        var gen = new Gen(1);
        var swarms = new ArrayList<InfoHash>();
        for (int i = 0; i < 500; i++) {
            swarms.add(gen.infoHash());
            handOut.begin(50, true);
            registry.announce(
                    request(swarms.get(i), v4(i), INCOMPLETE, AnnounceEvent.STARTED),
                    v4(i),
                    now,
                    LIFETIME,
                    handOut);
            assertEquals(0, handOut.count());
        }
        assertEquals(500, registry.counts().swarms());
        assertEquals(500, registry.sweep(now + LIFETIME));
        assertEquals(0, registry.counts().swarms());
    }

    private static KnownPeer known(PeerEndpoint peer, boolean seeder, int lifetime, long handOuts) {
        return new KnownPeer(
                peer, new PeerId(1, 2, 3), seeder, 4, Labels.NONE, false, lifetime, handOuts);
    }

    private List<PeerEndpoint> announceDraining(PeerEndpoint peer, long left) {
        handOut.begin(0, false);
        var request =
                request(SWARM, peer, left, AnnounceEvent.NONE)
                        .withExtras(new AnnounceExtras(Labels.NONE, true, ""));
        registry.announce(request, peer, now, LIFETIME, handOut);
        return handOut.endpoints();
    }

    @Test
    void whoIsHeldBackIsHandedOutLastUntilItAnnounces() {
        enter(v4(1), COMPLETE);
        enter(v4(2), COMPLETE);
        registry.holdBack(SWARM, v4(1));
        for (int i = 0; i < 5; i++) {
            assertEquals(List.of(v4(2)), announce(v4(9), INCOMPLETE, 1));
        }
        assertEquals(List.of(v4(2), v4(1)), announce(v4(9), INCOMPLETE, 50));
        assertEquals(2, handOut.seeders(), "it still counts");
        var held = registry.peers(SWARM, now, 9).stream().filter(SwarmPeer::heldBack).toList();
        assertEquals(List.of(v4(1)), held.stream().map(SwarmPeer::endpoint).toList());

        enter(v4(1), COMPLETE);
        var two = new HashSet<>(announce(v4(9), INCOMPLETE, 1));
        two.addAll(announce(v4(9), INCOMPLETE, 1));
        assertEquals(Set.of(v4(1), v4(2)), two, "it is one of all again");
        assertTrue(registry.peers(SWARM, now, 9).stream().noneMatch(SwarmPeer::heldBack));
    }

    @Test
    void holdingBackAndLeavingOfStrangersChangesNothing() {
        enter(v4(1), COMPLETE);
        registry.holdBack(SWARM, v4(2));
        registry.leave(SWARM, v6(2));
        registry.holdBack(new InfoHash(9, 9, 9), v4(1));
        registry.leave(new InfoHash(9, 9, 9), v4(1));
        assertEquals(List.of(v4(1)), announce(v4(3), INCOMPLETE, 50));
        assertEquals(new RegistryCounts(1, 1, 0, 1, 0), registry.counts());
    }

    /// Both families, and leechers as well as seeders.
    @Test
    void heldBackPeersComeAfterAllOthersOfTheReply() {
        enter(v4(1), COMPLETE);
        enter(v4(2), INCOMPLETE);
        enter(v6(3), COMPLETE);
        enter(v6(4), INCOMPLETE);
        registry.holdBack(SWARM, v4(1));
        registry.holdBack(SWARM, v6(4));
        var two = announce(v4(9), INCOMPLETE, AnnounceEvent.NONE, 2, true);
        assertEquals(Set.of(v4(2), v6(3)), Set.copyOf(two));
        var three = announce(v4(9), INCOMPLETE, AnnounceEvent.NONE, 3, true);
        assertEquals(Set.of(v4(2), v6(3), v4(1)), Set.copyOf(three));
        assertEquals(4, announce(v4(9), INCOMPLETE, AnnounceEvent.NONE, 4, true).size());
    }

    @Test
    void aDrainingSeederIsHandedOutLastAndNotCounted() {
        enter(v4(1), COMPLETE);
        enter(v4(2), COMPLETE);
        announceDraining(v4(1), COMPLETE);
        assertEquals(1, handOut.seeders());
        assertEquals(new ScrapeEntry(1, 0, 0), registry.scrape(SWARM));
        assertEquals(1, registry.counts(SWARM).seeders());
        assertEquals(new RegistryCounts(1, 1, 1, 0, 0), registry.counts());
        assertEquals(List.of(v4(2)), announce(v4(9), INCOMPLETE, 1));
        assertEquals(List.of(v4(2)), announce(v4(9), INCOMPLETE, 1));
        assertEquals(List.of(v4(2), v4(1)), announce(v4(9), INCOMPLETE, 50));

        announceDraining(v4(9), INCOMPLETE);
        assertEquals(1, handOut.leechers(), "a draining leecher still wants");
        enter(v4(1), COMPLETE);
        assertEquals(2, registry.scrape(SWARM).seeders(), "it changed its mind");
        announceDraining(v4(1), COMPLETE);
        now += LIFETIME;
        registry.sweep(now);
        assertEquals(new RegistryCounts(0, 0, 0, 0, 0), registry.counts());
    }

    @Test
    void whoSomebodyElseTellsOfIsHandedOutLastAndLivesForWhatRemains() {
        enter(v4(1), COMPLETE);
        assertTrue(registry.enter(SWARM, known(v4(2), true, 7, 0), now, true));
        assertTrue(registry.enter(SWARM, known(v6(3), false, 7, 0), now, true));
        assertEquals(new RegistryCounts(1, 2, 0, 1, 0), registry.counts());
        assertEquals(List.of(v4(1)), announce(v4(9), INCOMPLETE, 1));
        assertEquals(List.of(v4(1), v4(2)), announce(v4(9), INCOMPLETE, 50));
        now += 6;
        assertEquals(2, announce(v4(9), INCOMPLETE, 50).size());
        now += 1;
        assertEquals(1, announce(v4(9), INCOMPLETE, 50).size());
        assertEquals(2, registry.sweep(now));
    }

    @Test
    void whoIsToldOfWithoutBeingHeldBackIsOneOfAll() {
        registry.enter(SWARM, known(v4(1), true, 7, 0), now, false);
        enter(v4(2), COMPLETE);
        var two = new HashSet<>(announce(v4(9), INCOMPLETE, 1));
        two.addAll(announce(v4(9), INCOMPLETE, 1));
        assertEquals(Set.of(v4(1), v4(2)), two);
        var told = registry.peers(SWARM, now, 9);
        var details =
                told.stream()
                        .filter(peer -> peer.endpoint().equals(v4(1)))
                        .flatMap(peer -> peer.details().stream())
                        .findFirst()
                        .orElseThrow();
        assertEquals(new PeerId(1, 2, 3), details.peerId());
        assertEquals(4, details.left());
    }

    @Test
    void whatIsKnownBetterStaysAsItIs() {
        enter(v4(1), INCOMPLETE);
        assertFalse(registry.enter(SWARM, known(v4(1), true, LIFETIME, 0), now, true));
        assertEquals(1, registry.scrape(SWARM).leechers());
        assertTrue(registry.enter(SWARM, known(v4(1), true, LIFETIME + 1, 0), now, true));
        assertEquals(new ScrapeEntry(1, 0, 0), registry.scrape(SWARM));
        assertFalse(registry.peers(SWARM, now, 1).getFirst().heldBack(), "it announced here");
        assertTrue(registry.enter(SWARM, known(v4(2), true, 5, 0), now, true));
        assertTrue(registry.enter(SWARM, known(v4(2), true, 6, 0), now, true));
        assertEquals(2, registry.scrape(SWARM).seeders());
        now += 5;
        assertEquals(2, announce(v4(9), INCOMPLETE, 50).size());
    }

    @Test
    void whoLeavesIsGoneAtOnce() {
        enter(v4(1), COMPLETE);
        enter(v6(1), INCOMPLETE);
        registry.leave(SWARM, v4(1));
        registry.leave(SWARM, v6(1));
        assertEquals(0, registry.counts().peers());
        registry.sweep(now);
        assertEquals(0, registry.counts().swarms());
    }

    @Test
    void handOutsAreCounted() {
        IntStream.range(0, 3).forEach(i -> enter(v4(i), COMPLETE));
        for (int i = 0; i < 4; i++) {
            announce(v4(9), INCOMPLETE, 2);
        }
        assertEquals(8, registry.counts(SWARM).handOuts());
        assertEquals(SwarmCounts.NONE, registry.counts(new InfoHash(9, 9, 9)));
        var counts =
                registry.peers(SWARM, now, 9).stream()
                        .filter(SwarmPeer::seeder)
                        .map(SwarmPeer::handOuts)
                        .sorted()
                        .toList();
        assertEquals(List.of(2L, 3L, 3L), counts);
        registry.enterCounts(SWARM, 5, 3);
        assertEquals(8, registry.counts(SWARM).handOuts());
        assertEquals(5, registry.scrape(SWARM).completed());
        registry.enterCounts(SWARM, 4, 100);
        assertEquals(5, registry.scrape(SWARM).completed());
        announce(v4(9), INCOMPLETE, 2);
        assertEquals(102, registry.counts(SWARM).handOuts());
    }

    private List<KnownPeer> shown(SwarmRegistry from) {
        var shown = new ArrayList<KnownPeer>();
        from.forEachSwarm(
                now,
                new SwarmVisitor() {
                    @Override
                    public boolean swarm(InfoHash infoHash, SwarmCounts counts) {
                        assertEquals(from.counts(infoHash), counts);
                        return infoHash.equals(SWARM);
                    }

                    @Override
                    public void peer(InfoHash infoHash, KnownPeer peer) {
                        assertEquals(SWARM, infoHash);
                        shown.add(peer);
                    }
                });
        return shown;
    }

    @Test
    void everySwarmAndPeerCanBeSeen() {
        enter(v4(1), COMPLETE);
        enter(v6(2), INCOMPLETE);
        announceDraining(v4(3), COMPLETE);
        handOut.begin(0, false);
        registry.announce(
                request(new InfoHash(7, 7, 7), v4(7), 0, AnnounceEvent.NONE),
                v4(7),
                now,
                LIFETIME,
                handOut);
        now += 4;
        var shown = new HashMap<PeerEndpoint, KnownPeer>();
        shown(registry).forEach(peer -> shown.put(peer.endpoint(), peer));
        assertEquals(Set.of(v4(1), v6(2), v4(3)), shown.keySet());
        var leecher = shown.get(v6(2));
        assertEquals(
                new KnownPeer(
                        v6(2),
                        new PeerId(7, v6(2).hashCode(), 9),
                        false,
                        INCOMPLETE,
                        Labels.NONE,
                        false,
                        LIFETIME - 4,
                        0),
                leecher);
        assertTrue(shown.get(v4(1)).seeder());
        assertTrue(shown.get(v4(3)).draining());
        now += LIFETIME - 4;
        assertEquals(List.of(), shown(registry), "who is not there any more is not seen");
    }

    /// A restart: what was seen is entered elsewhere, and the turns go on where they were.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void handOutsGoOnAfterARestartAsIfNothingHadBeen(long seed) {
        var gen = new Gen(seed);
        int holders = gen.between(1, 30);
        var counts = new HashMap<PeerEndpoint, Integer>();
        IntStream.range(0, holders).forEach(i -> enter(v4(i), COMPLETE));
        for (int restart = 0; restart < 4; restart++) {
            for (int asks = gen.between(0, 40); asks > 0; asks--) {
                announce(v4(1_000), INCOMPLETE, gen.between(0, holders))
                        .forEach(each -> counts.merge(each, 1, Integer::sum));
            }
            announce(v4(1_000), INCOMPLETE, AnnounceEvent.STOPPED, 0, false);
            var seen = new ArrayList<>(shown(registry));
            Collections.shuffle(seen, new Random(seed));
            registry = empty();
            now += 1;
            seen.forEach(peer -> registry.enter(SWARM, later(peer), now, true));
            Collections.shuffle(seen, new Random(seed + 1));
            seen.forEach(peer -> enter(peer.endpoint(), COMPLETE));
        }
        announce(v4(1_000), INCOMPLETE, holders)
                .forEach(each -> counts.merge(each, 1, Integer::sum));
        var sorted = counts.values().stream().sorted().toList();
        assertEquals(holders, sorted.size());
        assertTrue(sorted.getLast() - sorted.getFirst() <= 1, counts::toString);
    }

    private static KnownPeer later(KnownPeer peer) {
        return new KnownPeer(
                peer.endpoint(),
                peer.peerId(),
                peer.seeder(),
                peer.left(),
                peer.labels(),
                peer.draining(),
                peer.lifetimeSeconds() - 1,
                peer.handOuts());
    }

    @Test
    void whoWasNotHeardOfForOneAndAHalfIntervalsIsSilent() {
        for (var peer : List.of(v4(1), v6(1))) {
            boolean six = peer instanceof PeerEndpoint.V6;
            var asker = six ? v6(2) : v4(2);
            // 40 s are two and a half intervals of 16 s.
            enter(peer, COMPLETE);
            now += 23;
            announce(asker, INCOMPLETE, 50);
            assertFalse(six ? handOut.isV6Silent(0) : handOut.isV4Silent(0));
            now += 1;
            assertEquals(List.of(peer), announce(asker, INCOMPLETE, 50));
            assertTrue(six ? handOut.isV6Silent(0) : handOut.isV4Silent(0));
            enter(peer, COMPLETE);
            announce(asker, INCOMPLETE, 50);
            assertFalse(six ? handOut.isV6Silent(0) : handOut.isV4Silent(0));
        }
    }

    /// Ours and stock clients in one swarm, each with a spread of a tenth.
    @Test
    void silenceIsMeasuredByTheIntervalThatThePeerWasGiven() {
        for (int interval : new int[] {14, 15, 16, 270, 300, 285, 315, 330}) {
            int lifetime = (5 * interval + 1) / 2;
            handOut.begin(0, false);
            registry.announce(
                    request(SWARM, v4(interval), COMPLETE, AnnounceEvent.NONE),
                    v4(interval),
                    now,
                    lifetime,
                    handOut);
            long start = now;
            now = start + interval * 138L / 100;
            announce(v4(9_000), INCOMPLETE, 1);
            assertFalse(handOut.isV4Silent(0), "too early: " + interval);
            now = start + interval * 163L / 100;
            announce(v4(9_000), INCOMPLETE, 1);
            assertTrue(handOut.isV4Silent(0), "too late: " + interval);
            registry.leave(SWARM, v4(interval));
        }
    }
}
