package io.seedpod.tracker.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueRecordTest {
    static CatalogueRecord record(Gen gen) throws Exception {
        var name = CatalogueName.parse("n" + gen.text(20));
        if (gen.chance(0.3)) {
            return new CatalogueRecord.Removal(name);
        }
        var torrent =
                new CatalogueEntry.StoredTorrent(
                        gen.oneOf("0", "a", "f").repeat(64), gen.between(0, 9), gen.chance(0.5));
        return new CatalogueRecord.Put(
                new CatalogueEntry(
                        name,
                        gen.infoHash(),
                        gen.between(0, Long.MAX_VALUE),
                        gen.between(0, Integer.MAX_VALUE),
                        gen.chance(0.5) ? Optional.of(torrent) : Optional.empty(),
                        gen.between(0, Long.MAX_VALUE)));
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
        var removal = Bytes.latin1("d5:later3:key4:name1:ae");
        assertEquals(
                Optional.of(new CatalogueRecord.Removal(new CatalogueName("a"))),
                CatalogueRecord.decode(removal));
    }
}
