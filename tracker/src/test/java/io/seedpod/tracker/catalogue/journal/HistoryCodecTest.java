package io.seedpod.tracker.catalogue.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.testkit.Gen;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.NameHistory;
import io.seedpod.tracker.catalogue.Publisher;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryCodecTest {
    private static final CatalogueName NAME = new CatalogueName("näme");

    private static NameHistory any(Gen gen) {
        var history = NameHistory.EMPTY;
        for (int i = gen.between(0, 6); i > 0; i--) {
            var infoHash = new InfoHash(gen.between(0, 3), 2, 3);
            long clock = gen.between(1L, 20L);
            var entry =
                    new CatalogueEntry(
                            NAME,
                            "",
                            infoHash,
                            gen.between(0L, 1L << 40),
                            16,
                            gen.chance(0.5)
                                    ? Optional.of(
                                            new CatalogueEntry.StoredTorrent(
                                                    "0f".repeat(32), 3, true))
                                    : Optional.empty(),
                            clock,
                            gen.chance(0.5)
                                    ? new Publisher("192.0.2.1", "peer")
                                    : Publisher.UNKNOWN);
            history =
                    switch (gen.between(0, 3)) {
                        case 0 -> history.deleted(clock);
                        case 1 -> history.deleted(infoHash, clock);
                        default -> history.published(entry, gen.chance(0.3));
                    };
        }
        return history;
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatIsWrittenIsRead(long seed) {
        var gen = new Gen(seed);
        for (int i = 0; i < 50; i++) {
            var history = any(gen);
            byte[] bytes = HistoryCodec.encode(NAME, history);
            assertEquals(history, HistoryCodec.decode(NAME, bytes));
            assertArrayEquals(bytes, HistoryCodec.encode(NAME, HistoryCodec.decode(NAME, bytes)));
            assertEquals(NameHistory.EMPTY, HistoryCodec.decode(new CatalogueName("other"), bytes));
        }
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anyBytesAreReadAsFarAsTheyMakeSense(long seed) {
        var gen = new Gen(seed);
        HistoryCodec.decode(NAME, gen.bytes(gen.between(0, 200)));
        byte[] bytes = HistoryCodec.encode(NAME, any(gen));
        if (bytes.length > 0) {
            bytes[gen.between(0, bytes.length - 1)] ^= 1;
        }
        HistoryCodec.decode(NAME, bytes);
    }
}
