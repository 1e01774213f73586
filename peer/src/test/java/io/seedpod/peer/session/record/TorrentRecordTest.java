package io.seedpod.peer.session.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.peer.session.catalogue.PublishedAt;
import io.seedpod.peer.session.request.FetchManner;
import io.seedpod.peer.session.request.FileChoices;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.storage.watch.FolderScan.Look;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TorrentRecordTest {
    private static final MagnetLink MAGNET =
            new MagnetLink(
                    InfoHash.parse("ab".repeat(20)).orElseThrow(),
                    Optional.of("a"),
                    List.of("udp://t:1"),
                    List.of());

    @Test
    void everythingComesBack() {
        var record =
                new TorrentRecord(
                        MAGNET,
                        Optional.empty(),
                        new Output(Path.of("/srv/a b"), false, true),
                        true,
                        true,
                        Optional.of("name ä"),
                        Optional.of(new PublishedAt(7, true)),
                        Map.of("other", new PublishedAt(8, false), "ä", new PublishedAt(9, true)),
                        Optional.of(new Look(3, -5)),
                        new FetchManner(
                                true,
                                1,
                                2,
                                true,
                                FileChoices.parse(List.of("skip=**", "high=ä/*.ogg"))));
        assertEquals(Optional.of(record), TorrentRecord.decode(record.encode()));
    }

    @Test
    void whatAnOlderVersionWroteIsUsual() {
        var old =
                Bencode.encode(
                        BDictionary.builder()
                                .put("magnet", MAGNET.format())
                                .put("path", "/srv/a")
                                .put("into", 1)
                                .put("own", 0)
                                .build());
        var record = TorrentRecord.decode(old).orElseThrow();
        assertEquals(FetchManner.USUAL, record.manner());
        assertEquals(new Output(Path.of("/srv/a"), true), record.place());
        assertEquals(Map.of(), record.also());
    }

    @Test
    void whatIsCutShortOrNoneOfOursIsNoRecord() {
        var whole =
                new TorrentRecord(
                                MAGNET,
                                Optional.empty(),
                                new Output(Path.of("/srv/a"), false),
                                false,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                Optional.empty(),
                                FetchManner.USUAL)
                        .encode();
        for (int length = 0; length < whole.length; length++) {
            assertTrue(TorrentRecord.decode(Arrays.copyOf(whole, length)).isEmpty());
        }
        for (var text :
                new String[] {
                    "d4:path4:/srve",
                    "d6:magnet3:abc4:path4:/srve",
                    "d6:magnet3:abc4:path3:a\0be",
                    "le"
                }) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            assertTrue(TorrentRecord.decode(bytes).isEmpty(), text);
        }
    }

    @Test
    void ratesThatMakeNoSenseAreNone() {
        var odd =
                Bencode.encode(
                        BDictionary.builder()
                                .put("magnet", MAGNET.format())
                                .put("path", "/srv/a")
                                .put("max up", -1)
                                .put("max down", Long.MIN_VALUE)
                                .build());
        assertEquals(FetchManner.USUAL, TorrentRecord.decode(odd).orElseThrow().manner());
    }
}
