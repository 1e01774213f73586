package io.seedpod.tracker.catalogue.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.Publisher;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueRecordTest {
    static CatalogueRecord record(Gen gen) throws Exception {
        var name = CatalogueName.parse("n" + gen.text(20));
        long clock = gen.between(1, Long.MAX_VALUE >> 1);
        switch (gen.between(0, 5)) {
            case 0 -> {
                return new CatalogueRecord.Removal(name, clock);
            }
            case 1 -> {
                return new CatalogueRecord.ContentRemoval(name, gen.infoHash(), clock);
            }
            case 2 -> {
                return new CatalogueRecord.Replacement(name, clock);
            }
            case 3 -> {
                return new CatalogueRecord.Oblivion(name);
            }
            default -> {}
        }
        boolean alone = gen.chance(0.2);
        var torrent =
                new CatalogueEntry.StoredTorrent(
                        gen.oneOf("0", "a", "f").repeat(64), gen.between(0, 9), gen.chance(0.5));
        return new CatalogueRecord.Put(
                new CatalogueEntry(
                        name,
                        "",
                        gen.infoHash(),
                        gen.between(0, Long.MAX_VALUE),
                        gen.between(0, Integer.MAX_VALUE),
                        gen.chance(0.5) ? Optional.of(torrent) : Optional.empty(),
                        clock,
                        gen.chance(0.5)
                                ? Publisher.UNKNOWN
                                : new Publisher("192.0.2.1", gen.text(20))),
                !alone && gen.chance(0.5),
                alone);
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatIsWrittenIsReadAgain(long seed) throws Exception {
        var record = record(new Gen(seed));
        assertEquals(Optional.of(record), CatalogueRecord.decode(CatalogueRecord.encode(record)));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void spoiltRecordsAreReadOrNotButNeverThrow(long seed) throws Exception {
        var gen = new Gen(seed);
        byte[] bytes = CatalogueRecord.encode(record(gen));
        for (int i = 0; i < 50; i++) {
            CatalogueRecord.decode(Bytes.spoil(bytes, gen.random()));
        }
    }

    @Test
    void keysOfLaterVersionsDoNotDisturb() {
        var removal = Bytes.latin1("d5:clocki7e5:later3:key4:name1:ae");
        assertEquals(
                Optional.of(new CatalogueRecord.Removal(new CatalogueName("a"), 7)),
                CatalogueRecord.decode(removal));
    }

    /// As journals had them before publications had a clock.
    @Test
    void recordsOfBeforeTheClocksAreRead() {
        var removal = Bytes.latin1("d4:name1:ae");
        assertEquals(
                Optional.of(new CatalogueRecord.Oblivion(new CatalogueName("a"))),
                CatalogueRecord.decode(removal));
        var put =
                Bytes.latin1(
                        "d8:infohash20:aaaaaaaaaaaaaaaaaaaa4:name1:a12:piece lengthi16e9:publishedi1700000000000e4:sizei5ee");
        var entry =
                new CatalogueEntry(
                        new CatalogueName("a"),
                        "",
                        InfoHash.of(Bytes.latin1("a".repeat(20))),
                        5,
                        16,
                        Optional.empty(),
                        1_700_000_000_000L,
                        Publisher.UNKNOWN);
        assertEquals(
                Optional.of(new CatalogueRecord.Put(entry, false, true)),
                CatalogueRecord.decode(put));
    }
}
