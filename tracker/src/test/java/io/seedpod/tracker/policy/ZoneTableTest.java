package io.seedpod.tracker.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.policy.ZoneTable.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ZoneTableTest {
    private static final AnnounceRequest REQUEST =
            new AnnounceRequest(
                    new InfoHash(1, 2, 3),
                    new PeerId(1, 2, 3),
                    0,
                    0,
                    0,
                    AnnounceEvent.NONE,
                    0,
                    0,
                    6_881);

    private static ZoneTable table(String... entries) {
        return new ZoneTable(
                List.of(entries).stream().map(text -> Entry.parse(text).orElseThrow()).toList());
    }

    private static PeerEndpoint peer(String text) {
        return PeerEndpoint.parse(text).orElseThrow();
    }

    @Test
    void theLongestPrefixWins() {
        var table =
                table(
                        "10.0.0.0/8=eu/eu-1",
                        "10.1.0.0/16=eu/eu-2",
                        "10.1.2.3=eu/eu-3/node-7",
                        "fd00::/8=six",
                        "fd00:1::/32=eu/six-1");
        assertEquals(new Labels("", "eu-1", "eu"), table.labels(peer("10.9.0.1:1")));
        assertEquals(new Labels("", "eu-2", "eu"), table.labels(peer("10.1.0.1:1")));
        assertEquals(new Labels("node-7", "eu-3", "eu"), table.labels(peer("10.1.2.3:1")));
        assertEquals(new Labels("", "six", ""), table.labels(peer("[fd00::1]:1")));
        assertEquals(new Labels("", "six-1", "eu"), table.labels(peer("[fd00:1::1]:1")));
        assertEquals(Labels.NONE, table.labels(peer("11.0.0.1:1")));
        assertEquals(Labels.NONE, table.labels(peer("[fe00::1]:1")));
    }

    /// Against the plainest look-up there is.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void itAgreesWithALookAtAll(long seed) {
        var gen = new Gen(seed);
        var entries = new ArrayList<Entry>();
        var ranges = new HashSet<AddressRange>();
        for (int i = 0; i < 40; i++) {
            boolean v4 = gen.chance(0.5);
            var range =
                    v4
                            ? new AddressRange(
                                    0, gen.between(0, 0xffffL) << 16, gen.between(0, 32), true)
                            : new AddressRange(
                                    gen.between(0, 9L) << 60 | gen.between(0, 3),
                                    gen.between(0, 3L) << 62,
                                    gen.between(0, 128),
                                    false);
            if (ranges.add(range)) {
                entries.add(new Entry(range, new Labels("", "z" + i, "")));
            }
        }
        var table = new ZoneTable(entries);
        for (int i = 0; i < 50; i++) {
            var peer =
                    gen.chance(0.5)
                            ? new PeerEndpoint.V4((int) (gen.between(0, 0xffffL) << 16), 1)
                            : new PeerEndpoint.V6(
                                    gen.between(0, 9L) << 60 | gen.between(0, 3),
                                    gen.between(0, 3L) << 62,
                                    1);
            var expected =
                    entries.stream()
                            .filter(entry -> entry.range().contains(peer))
                            .max(Comparator.comparingInt(entry -> entry.range().length()))
                            .map(Entry::labels)
                            .orElse(Labels.NONE);
            assertEquals(expected, table.labels(peer));
        }
    }

    @Test
    void whatAPeerSaysCountsBeforeTheTable() {
        var table = table("10.0.0.0/8=eu/eu-1");
        var peer = peer("10.0.0.1:1");
        assertEquals(new Labels("", "eu-1", "eu"), table.labelled(REQUEST, peer).extras().labels());
        var withNode =
                REQUEST.withExtras(new AnnounceExtras(new Labels("n", "", ""), true, "token"));
        assertEquals(
                new AnnounceExtras(new Labels("n", "eu-1", "eu"), true, "token"),
                table.labelled(withNode, peer).extras());
        var withZone = REQUEST.withExtras(AnnounceExtras.ofLabels(new Labels("", "z", "")));
        assertSame(withZone, table.labelled(withZone, peer));
        // The same zone, its region left out: not another zone of that name.
        var sameZone = REQUEST.withExtras(AnnounceExtras.ofLabels(new Labels("n", "eu-1", "")));
        assertEquals(
                new Labels("n", "eu-1", "eu"), table.labelled(sameZone, peer).extras().labels());
        assertSame(REQUEST, table.labelled(REQUEST, peer("11.0.0.1:1")));
        assertSame(REQUEST, ZoneTable.NONE.labelled(REQUEST, peer));
    }

    @Test
    void anEntryIsReadAndWritten() {
        for (var good : List.of("10.0.0.0/8=z", "10.0.0.0/8=r/z", "fd00::/8=r/z/n")) {
            assertEquals(good, Entry.parse(good).map(Entry::toString).orElse(""));
        }
        for (var bad :
                List.of(
                        "",
                        "10.0.0.0/8",
                        "10.0.0.0/8=",
                        "10.0.0.0/33=z",
                        "host=z",
                        "10.0.0.0/8=a/b/c/d",
                        "10.0.0.0/8=a//c",
                        "10.0.0.0/8=a b",
                        "10.0.0.0/8=" + "x".repeat(64))) {
            assertEquals(Optional.empty(), Entry.parse(bad), bad);
        }
    }
}
