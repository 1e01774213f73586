package io.seedpod.model.metainfo;

import static io.seedpod.model.testkit.Bytes.latin1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.MetainfoException.Problem;
import io.seedpod.model.testkit.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetainfoTest {
    private static final String INFO =
            "d"
                    + "6:lengthi3e"
                    + "4:name1:f"
                    + "12:piece lengthi16384e"
                    + "6:pieces20:aaaaaaaaaaaaaaaaaaaa"
                    + "e";

    private static Metainfo decode(String text) throws MetainfoException {
        return Metainfo.decode(latin1(text));
    }

    @Test
    void allThatStandsAroundTheInfoDictionary() throws MetainfoException {
        String text =
                "d"
                        + "8:announce12:http://one/a"
                        + "13:announce-listll12:http://one/a11:udp://two:1el11:udp://threeei5elee"
                        + "7:comment5:hello"
                        + "10:created by4:test"
                        + "13:creation datei1700000000e"
                        + "4:info"
                        + INFO
                        + "7:unknownl4:keepe"
                        + "8:url-listl10:http://w/1i0e0:e"
                        + "e";
        var torrent = decode(text);
        assertEquals(
                List.of(List.of("http://one/a", "udp://two:1"), List.of("udp://three")),
                torrent.announceTiers());
        assertEquals(List.of("http://w/1"), torrent.webSeeds());
        assertEquals(Optional.of("hello"), torrent.comment());
        assertEquals(Optional.of("test"), torrent.createdBy());
        assertEquals(OptionalLong.of(1_700_000_000), torrent.creationDate());
        assertEquals(InfoDict.decode(latin1(INFO)), torrent.info());
        assertArrayEquals(latin1(text), torrent.encode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8:announce5:u://a|u://a",
                "8:announce5:u://a13:announce-listle|u://a",
                "8:announce5:u://a13:announce-listl5:u://be|u://a",
                "'8:announce1: '|",
                "8:announcei1e|",
                "13:announce-listi1e|"
            })
    void theSingleTrackerCountsWhenThereIsNoList(String keys, String tracker)
            throws MetainfoException {
        var expected = tracker == null ? List.of() : List.of(List.of(tracker));
        assertEquals(expected, decode("d" + keys + "4:info" + INFO + "e").announceTiers());
    }

    @Test
    void aWebSeedMayStandAlone() throws MetainfoException {
        assertEquals(
                List.of("http://w"), decode("d4:info" + INFO + "8:url-list8:http://we").webSeeds());
    }

    @Test
    void webSeedsWeWouldNotAskAreLeftOut() throws MetainfoException {
        var torrent =
                decode(
                        "d4:info"
                                + INFO
                                + "8:url-listl8:http://a7:ftp://b14:http://u:p@c/d8:http://a9:https://eee");
        assertEquals(List.of("http://a", "https://e"), torrent.webSeeds());
        assertEquals(torrent.webSeeds(), MagnetLink.of(torrent).webSeeds());
        assertEquals(List.of(), decode("d4:info" + INFO + "8:url-list0:e").webSeeds());
        assertEquals(List.of(), decode("d4:info" + INFO + "8:url-listd1:a1:bee").webSeeds());
    }

    @Test
    void otherWebSeedsLeaveTheRestAlone() throws MetainfoException {
        var torrent = decode("d8:announce3:old4:info" + INFO + "7:unknown4:keepe");
        var seeded = torrent.withWebSeeds(List.of("http://a/", "http://b/"));
        assertEquals(
                "d8:announce3:old4:info"
                        + INFO
                        + "7:unknown4:keep8:url-listl9:http://a/9:http://b/ee",
                Bytes.latin1(seeded.encode()));
        assertEquals(List.of("http://a/", "http://b/"), seeded.webSeeds());
        assertEquals(torrent.info().infoHash(), seeded.info().infoHash());
        assertEquals(torrent, seeded.withWebSeeds(List.of()));
    }

    @Test
    void otherTrackersLeaveTheRestAlone() throws MetainfoException {
        var torrent =
                decode(
                        "d8:announce3:old13:announce-listll3:oldee4:info"
                                + INFO
                                + "7:unknown4:keepe");
        assertEquals(
                "d8:announce3:new4:info" + INFO + "7:unknown4:keepe",
                Bytes.latin1(torrent.withAnnounceTiers(List.of(List.of("new"))).encode()));
        assertEquals(
                "d8:announce1:a13:announce-listll1:ael1:b1:cee4:info" + INFO + "7:unknown4:keepe",
                Bytes.latin1(
                        torrent.withAnnounceTiers(
                                        List.of(List.of("a"), List.of(), List.of("b", "c")))
                                .encode()));
        assertEquals(
                "d4:info" + INFO + "7:unknown4:keepe",
                Bytes.latin1(torrent.withAnnounceTiers(List.of()).encode()));
    }

    @Test
    void oursIsReadBack() throws MetainfoException {
        var info = InfoDict.decode(latin1(INFO));
        var tiers = List.of(List.of("udp://t:6969"), List.of("http://t:6969/announce"));
        var ours = Metainfo.of(info, tiers);
        assertEquals(ours, Metainfo.decode(ours.encode()));
        assertEquals(tiers, ours.announceTiers());
        assertEquals(OptionalLong.empty(), ours.creationDate());
        assertTrue(
                Bytes.latin1(Metainfo.of(info, List.of()).encode())
                        .startsWith("d10:created by7:SeedPod4:info"));
    }

    @Test
    void theInfohashIsThatOfTheBytesReceived() throws MetainfoException {
        // BEP 3 wants sorted keys; ours is strict about them, so only unknown keys could tempt one
        // to re-encode.
        String info = INFO.substring(0, INFO.length() - 1) + "7:private2:xxe";
        var refusal = assertThrows(MetainfoException.class, () -> decode("d4:info" + info + "e"));
        assertEquals(Problem.WRONG_TYPE, refusal.problem());
        String odd = INFO.substring(0, INFO.length() - 1) + "6:sourcel1:ai-7eee";
        assertEquals(InfoHash.ofInfo(latin1(odd)), decode("d4:info" + odd + "e").info().infoHash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|NOT_BENCODE",
                "<html>|NOT_BENCODE",
                "i1e|WRONG_TYPE",
                "de|MISSING_KEY",
                "d4:infoi1ee|MISSING_KEY",
                "d4:infodee|MISSING_KEY",
                "d4:infode4:infodee|NOT_BENCODE"
            })
    void whatIsNoTorrentIsRefused(String text, Problem problem) {
        assertEquals(problem, assertThrows(MetainfoException.class, () -> decode(text)).problem());
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] whole = latin1("d8:announce5:u://a4:info" + INFO + "e");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertEquals(
                    Problem.NOT_BENCODE,
                    assertThrows(MetainfoException.class, () -> Metainfo.decode(cut)).problem());
        }
    }

    @Test
    void moreThan32MibIsTooLarge() {
        byte[] bytes =
                Bytes.concat(
                        latin1("d7:comment33554433:"),
                        new byte[33_554_433],
                        latin1("4:info" + INFO + "e"));
        assertEquals(
                Problem.TOO_LARGE,
                assertThrows(MetainfoException.class, () -> Metainfo.decode(bytes)).problem());
    }
}
