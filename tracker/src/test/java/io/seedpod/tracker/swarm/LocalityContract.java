package io.seedpod.tracker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whom a registry hands out to peers that say where they run. A registry's own test extends this.
public abstract class LocalityContract {
    private static final int LIFETIME = 40;
    private static final InfoHash SWARM = new InfoHash(1, 2, 3);
    private static final Labels HERE = new Labels("n1", "a", "r");
    private static final Labels NEXT_NODE = new Labels("n2", "a", "r");
    private static final Labels NEXT_ZONE = new Labels("n3", "b", "r");
    private static final Labels AWAY = new Labels("n1", "a", "s");

    private final HandOut handOut = new HandOut(200);
    private final Map<PeerEndpoint, Labels> homes = new HashMap<>();
    private SwarmRegistry registry;
    private long now = 1_000;

    @BeforeEach
    void makeRegistry() {
        registry = empty(40);
    }

    /// A new, empty registry with room for all that these tests enter.
    ///
    /// @param farShare percent
    protected abstract SwarmRegistry empty(int farShare);

    private static PeerEndpoint peer(int number) {
        return number % 2 == 0
                ? new PeerEndpoint.V4(0x0a000000 + number, 6_881)
                : new PeerEndpoint.V4(0x0b000000, number);
    }

    private List<PeerEndpoint> announce(
            PeerEndpoint peer, Labels labels, boolean seeder, AnnounceEvent event, int wanted) {
        homes.put(peer, labels);
        var request =
                new AnnounceRequest(
                                SWARM,
                                new PeerId(1, 2, 3),
                                0,
                                0,
                                seeder ? 0 : 5,
                                event,
                                wanted,
                                1,
                                peer.port())
                        .withExtras(AnnounceExtras.ofLabels(labels));
        handOut.begin(wanted, false);
        registry.announce(request, peer, now, LIFETIME, handOut);
        var given = handOut.endpoints();
        assertEquals(given.size(), new HashSet<>(given).size(), "somebody came twice");
        return given;
    }

    private void enter(int first, int count, Labels labels) {
        for (int i = first; i < first + count; i++) {
            announce(peer(i), labels, true, AnnounceEvent.NONE, 0);
        }
    }

    private List<PeerEndpoint> ask(Labels labels, int wanted) {
        var asker = peer(90_000);
        var given = announce(asker, labels, false, AnnounceEvent.NONE, wanted);
        announce(asker, labels, false, AnnounceEvent.STOPPED, 0);
        return given;
    }

    /// How many of the peers given run where.
    private Map<Labels, Integer> composition(Labels labels, int wanted) {
        var places = new HashMap<Labels, Integer>();
        ask(labels, wanted).forEach(each -> places.merge(homes.get(each), 1, Integer::sum));
        return places;
    }

    private static int count(Map<Labels, Integer> composition, Labels... places) {
        int count = 0;
        for (var place : places) {
            count += composition.getOrDefault(place, 0);
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({
        // wanted, same node, same zone, farther away
        "1, 1, 0, 0",
        "5, 3, 0, 2",
        "10, 6, 0, 4",
        "33, 20, 0, 13",
        "40, 20, 4, 16",
        "50, 20, 10, 20",
        "66, 20, 20, 26",
        "70, 20, 20, 30",
        "80, 20, 20, 40",
        "200, 20, 20, 40",
    })
    void nearOnesComeFirstAndAShareIsForOthers(int wanted, int node, int zone, int far) {
        enter(0, 20, HERE);
        enter(100, 20, NEXT_NODE);
        enter(200, 20, NEXT_ZONE);
        enter(300, 20, AWAY);
        for (int round = 0; round < 5; round++) {
            var given = composition(HERE, wanted);
            assertEquals(node, count(given, HERE), given::toString);
            assertEquals(zone, count(given, NEXT_NODE), given::toString);
            assertEquals(far, count(given, NEXT_ZONE, AWAY), given::toString);
        }
    }

    @Test
    void theReplySaysHowNearItsPeersAre() {
        enter(0, 3, HERE);
        enter(100, 4, NEXT_NODE);
        enter(200, 5, NEXT_ZONE);
        enter(300, 6, AWAY);
        ask(HERE, 200);
        announce(peer(1_000), HERE, false, AnnounceEvent.NONE, 200);
        assertEquals(18, handOut.count());
        assertEquals(3, handOut.sameNode());
        assertEquals(4, handOut.sameZone());
        assertEquals(5, handOut.sameRegion());
        announce(peer(1_002), Labels.NONE, false, AnnounceEvent.NONE, 200);
        assertEquals(0, handOut.sameNode() + handOut.sameZone() + handOut.sameRegion());
    }

    @Test
    void theRegionComesBeforeOthersWhereTheZoneHasNobody() {
        enter(200, 50, NEXT_ZONE);
        enter(300, 50, AWAY);
        var given = composition(HERE, 50);
        // 30 near ones, and the share of 20 from all who are outside the zone.
        assertTrue(count(given, NEXT_ZONE) >= 30, given::toString);
        assertTrue(count(given, AWAY) >= 10, given::toString);
        assertEquals(50, count(given, NEXT_ZONE, AWAY));
    }

    @Test
    void whatOneSideLacksTheOtherFills() {
        enter(0, 2, HERE);
        enter(100, 3, NEXT_NODE);
        enter(300, 100, AWAY);
        var few = composition(HERE, 20);
        assertEquals(5, count(few, HERE, NEXT_NODE));
        assertEquals(15, count(few, AWAY));
        var many = composition(AWAY, 20);
        assertEquals(15, count(many, AWAY), many::toString);
        assertEquals(5, count(many, HERE, NEXT_NODE));
    }

    @Test
    void theShareCanBeSet() {
        for (int share : new int[] {0, 10, 100}) {
            registry = empty(share);
            enter(0, 60, NEXT_NODE);
            enter(100, 60, NEXT_ZONE);
            var given = composition(HERE, 50);
            assertEquals(50 * share / 100, count(given, NEXT_ZONE));
            assertEquals(50 - 50 * share / 100, count(given, NEXT_NODE));
        }
    }

    @Test
    void whoSaysOnlyItsNodeOrOnlyItsRegionIsServedByThat() {
        var node = new Labels("n1", "", "");
        var otherNode = new Labels("n2", "", "");
        enter(0, 20, node);
        enter(100, 20, otherNode);
        assertEquals(Map.of(node, 6, otherNode, 4), composition(node, 10));

        registry = empty(40);
        var region = new Labels("", "", "r");
        enter(0, 20, new Labels("n1", "a", "r"));
        enter(100, 20, AWAY);
        assertEquals(Map.of(new Labels("n1", "a", "r"), 6, AWAY, 4), composition(region, 10));
    }

    @Test
    void zonesOfTheSameNameInTwoRegionsAreTwo() {
        enter(0, 20, new Labels("", "a", "r"));
        enter(100, 20, new Labels("", "a", "s"));
        assertEquals(6, count(composition(HERE, 10), new Labels("", "a", "r")));
    }

    @Test
    void whoSaysNothingIsGivenAllInTurn() {
        enter(0, 5, HERE);
        enter(100, 5, AWAY);
        enter(200, 5, Labels.NONE);
        var counts = new HashMap<PeerEndpoint, Integer>();
        for (int i = 0; i < 30; i++) {
            ask(Labels.NONE, 5).forEach(each -> counts.merge(each, 1, Integer::sum));
        }
        assertEquals(15, counts.size());
        assertTrue(counts.values().stream().allMatch(count -> count == 10), counts::toString);
    }

    @Test
    void heldBackAndDrainingPeersComeLastHoweverNear() {
        enter(0, 2, HERE);
        enter(100, 2, NEXT_NODE);
        enter(300, 2, AWAY);
        registry.holdBack(SWARM, peer(0));
        registry.holdBack(SWARM, peer(100));
        assertEquals(Set.of(peer(1), peer(101), peer(300), peer(301)), Set.copyOf(ask(HERE, 4)));
        var all = ask(HERE, 6);
        assertEquals(Set.of(peer(0), peer(100)), Set.copyOf(all.subList(4, 6)));
        enter(0, 1, HERE);
        assertEquals(Set.of(peer(0), peer(1)), Set.copyOf(ask(HERE, 3).subList(0, 2)));
    }

    @Test
    void aDrainingSeederWithLabelsIsNotCounted() {
        enter(0, 2, HERE);
        var request =
                new AnnounceRequest(
                        SWARM, new PeerId(1, 2, 3), 0, 0, 0, AnnounceEvent.NONE, 0, 1, 6_881);
        handOut.begin(0, false);
        registry.announce(
                request.withExtras(new AnnounceExtras(HERE, true, "")),
                peer(0),
                now,
                LIFETIME,
                handOut);
        assertEquals(1, handOut.seeders());
        assertEquals(new RegistryCounts(1, 1, 1, 0, 0), registry.counts());
        assertEquals(List.of(peer(1), peer(0)), ask(HERE, 9));
    }

    @Test
    void aPeerMayMove() {
        enter(0, 10, HERE);
        enter(100, 10, AWAY);
        enter(0, 10, AWAY);
        var given = composition(AWAY, 20);
        assertEquals(Map.of(AWAY, 20), given);
        assertTrue(
                registry.peers(SWARM, now, 99).stream()
                        .allMatch(peer -> peer.labels().equals(AWAY)));
    }

    @Test
    void aNewcomerCountsAsTheLeastOfItsClass() {
        enter(0, 5, NEXT_NODE);
        enter(100, 5, new Labels("n9", "a", "r"));
        for (int i = 0; i < 33; i++) {
            ask(HERE, 4);
        }
        enter(200, 1, new Labels("new", "a", "r"));
        for (int i = 0; i < 10; i++) {
            ask(HERE, 3);
            var counts =
                    registry.peers(SWARM, now, 99).stream()
                            .map(SwarmPeer::handOuts)
                            .sorted()
                            .toList();
            assertTrue(counts.getLast() - counts.getFirst() <= 1, counts::toString);
        }
    }

    private void tell(PeerEndpoint peer, Labels labels) {
        var told =
                new KnownPeer(
                        peer,
                        new PeerId(1, 2, 3),
                        true,
                        0,
                        labels,
                        false,
                        LIFETIME,
                        KnownPeer.UNKNOWN_HAND_OUTS);
        assertTrue(registry.enter(SWARM, told, now, false));
    }

    /// As a sibling tells, which hears from the same peers.
    @Test
    void whoIsToldOfAgainKeepsItsTurn() {
        var counts = new HashMap<PeerEndpoint, Integer>();
        for (int i = 0; i < 10; i++) {
            enter(i, 1, new Labels("node" + i, "a", "r"));
            counts.put(peer(i), 0);
        }
        for (int i = 0; i < 35; i++) {
            now++;
            tell(peer(i % 5), homes.get(peer(i % 5)));
            ask(HERE, 2).forEach(each -> counts.merge(each, 1, Integer::sum));
            assertEqual(List.copyOf(counts.keySet()), counts);
        }
    }

    @Test
    void aStrangerToldOfCountsAsTheLeastOfItsClass() {
        var counts = new HashMap<PeerEndpoint, Integer>();
        for (int i = 0; i < 5; i++) {
            enter(i, 1, new Labels("node" + i, "a", "r"));
        }
        for (int i = 0; i < 20; i++) {
            ask(HERE, 2);
        }
        tell(peer(5), new Labels("node5", "a", "r"));
        for (int i = 0; i < 6; i++) {
            ask(HERE, 1).forEach(each -> counts.merge(each, 1, Integer::sum));
        }
        assertEquals(6, counts.size(), counts::toString);
    }

    /// Whoever comes, goes, moves or asks from wherever for however many: of those that stay and
    /// say the same, none is handed out more than once more than another.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void thoseOfTheSameLabelsAreHandedOutEquallyOften(long seed) {
        var gen = new Gen(seed);
        var places = new Labels[gen.between(1, 8)];
        for (int i = 0; i < places.length; i++) {
            places[i] = someLabels(gen);
        }
        var counts = new HashMap<PeerEndpoint, Integer>();
        int staying = gen.between(1, 40);
        for (int i = 0; i < staying; i++) {
            enter(i, 1, gen.oneOf(places));
            counts.put(peer(i), 0);
        }
        for (int step = 0; step < 200; step++) {
            switch (gen.between(0, 5)) {
                case 0 -> enter(100 + gen.between(0, 30), 1, gen.oneOf(places));
                case 1 -> {
                    var leaver = peer(100 + gen.between(0, 30));
                    announce(leaver, Labels.NONE, true, AnnounceEvent.STOPPED, 0);
                }
                case 2 -> {
                    var again = peer(gen.between(0, staying - 1));
                    announce(again, homes.get(again), true, AnnounceEvent.NONE, 0);
                }
                default ->
                        ask(
                                        gen.chance(0.5) ? gen.oneOf(places) : someLabels(gen),
                                        gen.between(0, 20))
                                .forEach(
                                        each ->
                                                counts.computeIfPresent(
                                                        each, (_, count) -> count + 1));
            }
            counts.keySet().stream()
                    .collect(Collectors.groupingBy(homes::get))
                    .values()
                    .forEach(alike -> assertEqual(alike, counts));
        }
    }

    /// On a node each, as pods mostly are: askers on other nodes see one class.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void thoseOfOneZoneAreHandedOutEquallyOftenToAskersOnOtherNodes(long seed) {
        var gen = new Gen(seed);
        var counts = new HashMap<PeerEndpoint, Integer>();
        var zones = List.of("a", "b", "c");
        for (int i = 0; i < gen.between(3, 40); i++) {
            enter(i, 1, new Labels("node" + i, zones.get(i % 3), ""));
            counts.put(peer(i), 0);
        }
        for (int step = 0; step < 200; step++) {
            if (gen.chance(0.2)) {
                int other = 100 + gen.between(0, 10);
                var labels = new Labels("node" + other, zones.get(other % 3), "");
                var event = gen.chance(0.5) ? AnnounceEvent.STOPPED : AnnounceEvent.NONE;
                announce(peer(other), labels, true, event, 0);
            }
            ask(new Labels("asker" + step, gen.oneOf("a", "b", "c", ""), ""), gen.between(0, 20))
                    .forEach(each -> counts.computeIfPresent(each, (_, count) -> count + 1));
            counts.keySet().stream()
                    .collect(Collectors.groupingBy(each -> homes.get(each).zone()))
                    .values()
                    .forEach(alike -> assertEqual(alike, counts));
        }
    }

    private static void assertEqual(List<PeerEndpoint> alike, Map<PeerEndpoint, Integer> counts) {
        var sorted = alike.stream().map(counts::get).sorted().toList();
        assertTrue(sorted.getLast() - sorted.getFirst() <= 1, sorted::toString);
    }

    private static Labels someLabels(Gen gen) {
        return new Labels(
                gen.oneOf("", "n1", "n2", "n3"), gen.oneOf("", "a", "b"), gen.oneOf("", "r", "s"));
    }

    /// With room for all in the reply, everybody there is given, once.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void itAgreesWithAMap(long seed) {
        record Known(boolean seeder, long end, Labels labels) {}
        var gen = new Gen(seed);
        var model = new HashMap<PeerEndpoint, Known>();
        for (int step = 0; step < 400; step++) {
            now += gen.between(0, 6);
            var peer = peer(gen.between(0, 40));
            boolean seeder = gen.chance(0.5);
            var labels = gen.chance(0.3) ? Labels.NONE : someLabels(gen);
            var event = gen.chance(0.2) ? AnnounceEvent.STOPPED : AnnounceEvent.NONE;
            int wanted = gen.chance(0.5) ? 200 : gen.between(0, 10);
            var given = announce(peer, labels, seeder, event, wanted);
            model.values().removeIf(known -> known.end <= now);
            model.remove(peer);
            var expected = new HashSet<PeerEndpoint>();
            model.forEach(
                    (each, known) -> {
                        if (!seeder || !known.seeder) {
                            expected.add(each);
                        }
                    });
            if (event == AnnounceEvent.STOPPED) {
                expected.clear();
            } else {
                model.put(peer, new Known(seeder, now + LIFETIME, labels));
            }
            assertTrue(expected.containsAll(given));
            if (wanted == 200) {
                assertEquals(expected.size(), given.size());
            }
            if (gen.chance(0.1)) {
                registry.holdBack(SWARM, peer(gen.between(0, 40)));
            }
            if (gen.chance(0.3)) {
                registry.sweep(now);
                assertEquals(model.size(), registry.counts().peers());
                registry.peers(SWARM, now, 99)
                        .forEach(
                                each ->
                                        assertEquals(
                                                model.get(each.endpoint()).labels, each.labels()));
            }
        }
    }

    /// A restart: the labels and the turns are as they were.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void labelsAndTurnsSurviveARestart(long seed) {
        var gen = new Gen(seed);
        var counts = new HashMap<PeerEndpoint, Integer>();
        for (int i = 0; i < 30; i++) {
            enter(i, 1, someLabels(gen));
            counts.put(peer(i), 0);
        }
        for (int restart = 0; restart < 3; restart++) {
            for (int i = gen.between(0, 30); i > 0; i--) {
                ask(someLabels(gen), gen.between(0, 10))
                        .forEach(each -> counts.merge(each, 1, Integer::sum));
            }
            var seen = new ArrayList<KnownPeer>();
            registry.forEachSwarm(
                    now,
                    new SwarmVisitor() {
                        @Override
                        public boolean swarm(InfoHash infoHash, SwarmCounts counts) {
                            return true;
                        }

                        @Override
                        public void peer(InfoHash infoHash, KnownPeer peer) {
                            seen.add(peer);
                        }
                    });
            registry = empty(40);
            Collections.shuffle(seen, new Random(seed));
            seen.forEach(peer -> registry.enter(SWARM, peer, now, true));
            Collections.shuffle(seen, new Random(seed + 1));
            seen.forEach(
                    peer -> announce(peer.endpoint(), peer.labels(), true, AnnounceEvent.NONE, 0));
        }
        assertEquals(30, registry.counts().seeders());
        ask(Labels.NONE, 20).forEach(each -> counts.merge(each, 1, Integer::sum));
        counts.keySet().stream()
                .collect(Collectors.groupingBy(homes::get))
                .values()
                .forEach(alike -> assertEqual(alike, counts));
    }

    /// When the last one that said where it runs has gone, all is as in a swarm without labels.
    @Test
    void turnsGoOnWhenTheLabelsHaveGone() {
        enter(0, 7, Labels.NONE);
        var counts = new HashMap<PeerEndpoint, Integer>();
        for (int round = 0; round < 40; round++) {
            if (round % 10 == 5) {
                enter(100, 3, HERE);
            }
            if (round % 10 == 8) {
                for (int i = 100; i < 103; i++) {
                    registry.leave(SWARM, peer(i));
                }
                now += LIFETIME / 2;
                enter(0, 7, Labels.NONE);
                enter(200, 1, Labels.NONE);
                registry.leave(SWARM, peer(200));
                now += 1;
                registry.sweep(now);
            }
            ask(round % 3 == 0 ? HERE : Labels.NONE, 3)
                    .forEach(each -> counts.merge(each, 1, Integer::sum));
            var stayed = new ArrayList<PeerEndpoint>();
            for (int i = 0; i < 7; i++) {
                counts.putIfAbsent(peer(i), 0);
                stayed.add(peer(i));
            }
            assertEqual(stayed, counts);
        }
    }
}
