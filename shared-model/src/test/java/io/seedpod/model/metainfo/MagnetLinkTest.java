package io.seedpod.model.metainfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.testkit.Gen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MagnetLinkTest {
    private static final String HEX = "0123456789abcdef0011223344556677deadbeef";
    private static final InfoHash HASH = InfoHash.parse(HEX).orElseThrow();

    @Test
    void allKeysAreRead() throws MetainfoException {
        var link =
                MagnetLink.parse(
                        "magnet:?xt=urn:btih:"
                                + HEX
                                + "&dn=gr%C3%BCn+und%20bl%c3%a4u&tr=udp%3A%2F%2Ft%3A6969&tr.1=http://u/announce"
                                + "&x.pe=10.0.0.1:6881&x.pe=%5B::1%5D:6881&so=0,2,6-9,x,-1,3-&ws=&tr=&dn=");
        assertEquals(
                new MagnetLink(
                        HASH,
                        Optional.of("grün und bläu"),
                        List.of("udp://t:6969", "http://u/announce"),
                        List.of("10.0.0.1:6881", "[::1]:6881"),
                        Optional.empty(),
                        List.of(),
                        List.of("0", "2", "6-9")),
                link);
        assertEquals(link, MagnetLink.parse(link.format()));
    }

    @Test
    void noLinkSelectsWithoutEnd() throws MetainfoException {
        var link = "magnet:?xt=urn:btih:" + HEX + "&so=" + "1,".repeat(5000);
        assertEquals(1000, MagnetLink.parse(link + "&so=2").selectOnly().size());
    }

    @Test
    void aLinkMayNameWebSeeds() throws MetainfoException {
        var link =
                MagnetLink.parse(
                        "magnet:?xt=urn:btih:"
                                + HEX
                                + "&ws=http%3A%2F%2Fh%2Fa%3Fb%26c&ws=ftp%3A%2F%2Fh%2F&ws=https://h/d/");
        assertEquals(List.of("http://h/a?b&c", "https://h/d/"), link.webSeeds());
        assertEquals(
                "magnet:?xt=urn:btih:"
                        + HEX
                        + "&ws=http%3A%2F%2Fh%2Fa%3Fb%26c&ws=https%3A%2F%2Fh%2Fd%2F",
                link.format());
        assertEquals(link, MagnetLink.parse(link.format()));
    }

    @Test
    void base32AndAnyCaseWillDo() throws MetainfoException {
        var hash = MagnetLink.parse("MAGNET:?XT=URN:BTIH:" + "a".repeat(32)).infoHash();
        assertEquals(new InfoHash(0, 0, 0), hash);
    }

    @Test
    void aHybridLinkTellsBothInfohashes() throws MetainfoException {
        String v2 = "ab".repeat(32);
        var link = MagnetLink.parse("magnet:?xt=urn:btmh:1220" + v2 + "&xt=urn:btih:" + HEX);
        assertEquals(HASH, link.infoHash());
        assertEquals(Sha256Hash.parse(v2), link.v2InfoHash());
        assertEquals("magnet:?xt=urn:btih:" + HEX + "&xt=urn:btmh:1220" + v2, link.format());
        assertEquals(link, MagnetLink.parse(link.format()));
    }

    @Test
    void aLinkOfV2AloneIsRefusedForWhatItIs() {
        String link = "magnet:?xt=urn:btmh:1220" + "ab".repeat(32);
        var refusal = assertThrows(MetainfoException.class, () -> MagnetLink.parse(link));
        assertEquals(MetainfoException.Problem.UNSUPPORTED, refusal.problem());
        for (String bad : List.of("ab".repeat(31), "ab".repeat(33), "zz".repeat(32))) {
            refusal =
                    assertThrows(
                            MetainfoException.class,
                            () ->
                                    MagnetLink.parse(
                                            "magnet:?xt=urn:btih:"
                                                    + HEX
                                                    + "&xt=urn:btmh:1220"
                                                    + bad));
            assertEquals(MetainfoException.Problem.BAD_MAGNET, refusal.problem());
        }
    }

    @Test
    void theLinkOfATorrentTellsAllItIsKnownBy() throws MetainfoException {
        var torrent = Metainfo.decode(HybridVectorTest.fixture("single"));
        assertEquals(
                "magnet:?xt=urn:btih:"
                        + torrent.info().infoHash().hex()
                        + "&xt=urn:btmh:1220"
                        + torrent.info().v2().orElseThrow().infoHash().hex()
                        + "&dn=single",
                MagnetLink.of(torrent).format());
    }

    @Test
    void aLinkIsWrittenWithEverythingEscaped() {
        var link =
                new MagnetLink(
                        HASH, Optional.of("a b&c=ü"), List.of("udp://t:1"), List.of("[::1]:2"));
        assertEquals(
                "magnet:?xt=urn:btih:"
                        + HEX
                        + "&dn=a%20b%26c%3D%C3%BC&tr=udp%3A%2F%2Ft%3A1&x.pe=%5B%3A%3A1%5D%3A2",
                link.format());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "magnet:",
                "magnet:?",
                "magnet:?dn=x",
                "magnet:?xt=",
                "magnet:?xt=urn:btih:",
                "magnet:?xt=urn:btih:0123",
                "magnet:?xt=urn:sha1:ABCDEFGHABCDEFGHABCDEFGHABCDEFGH",
                "http://x/?xt=urn:btih:0123456789abcdef0011223344556677deadbeef",
                " magnet:?xt=urn:btih:0123456789abcdef0011223344556677deadbeef"
            })
    void whatIsNoMagnetLinkIsRefused(String text) {
        var refusal = assertThrows(MetainfoException.class, () -> MagnetLink.parse(text));
        assertEquals(MetainfoException.Problem.BAD_MAGNET, refusal.problem());
    }

    @Test
    void aVeryLongOneIsRefused() {
        String link = "magnet:?xt=urn:btih:" + HEX + "&tr=x".repeat(20_000);
        assertThrows(MetainfoException.class, () -> MagnetLink.parse(link));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%4g", "a%", "+%+"})
    void aLonePercentStandsForItself(String name) throws MetainfoException {
        var link = MagnetLink.parse("magnet:?xt=urn:btih:" + HEX + "&dn=" + name);
        assertEquals(Optional.of(name.replace('+', ' ')), link.displayName());
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatIsWrittenIsReadBack(long seed) throws MetainfoException {
        var gen = new Gen(seed);
        var link =
                new MagnetLink(
                        gen.infoHash(),
                        gen.chance(0.5) ? Optional.of(gen.text(20)) : Optional.empty(),
                        gen.list(
                                3,
                                () ->
                                        "udp://"
                                                + gen.text(10).strip()
                                                + "."
                                                + gen.between(0, Integer.MAX_VALUE)),
                        gen.list(3, () -> gen.endpoint().toString()));
        var distinct =
                new MagnetLink(
                        link.infoHash(),
                        link.displayName(),
                        link.trackers().stream().distinct().toList(),
                        link.peers().stream().distinct().toList());
        assertEquals(distinct, MagnetLink.parse(link.format()));
        assertTrue(MagnetLink.isMagnet(link.format()));
    }
}
