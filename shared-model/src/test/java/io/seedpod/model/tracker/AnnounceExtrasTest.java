package io.seedpod.model.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedpod.model.testkit.Gen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnnounceExtrasTest {
    private static final String LONG = "x".repeat(Labels.MAX_LENGTH);

    @Test
    void thereIsOneThatSaysNothing() {
        for (var nothing :
                new String[] {
                    "",
                    "/",
                    "/announce",
                    "/announce/",
                    "/x",
                    "?",
                    "/announce?passkey=1&a",
                    "/scrape?b="
                }) {
            assertSame(AnnounceExtras.NONE, AnnounceExtras.ofUrlData(nothing), nothing);
        }
    }

    @Test
    void itSaysWhereAPeerRuns() {
        assertEquals(
                new AnnounceExtras(new Labels("node-1", "eu_1", "eu.x"), true, ""),
                AnnounceExtras.ofUrlData(
                        "/announce?a=b&node=node-1&draining=1&zone=eu_1&region=eu.x"));
        assertEquals(
                AnnounceExtras.ofLabels(new Labels("", LONG, "")),
                AnnounceExtras.ofUrlData("?info_hash=%00&zone=" + LONG + "&port=1"));
        assertEquals(
                AnnounceExtras.ofLabels(new Labels("a-b", "", "")),
                AnnounceExtras.ofUrlData("?node=a%2Db"));
    }

    @ParameterizedTest
    @CsvSource({
        "/announce/secret, secret",
        "/secret/announce, secret",
        "/announce?token=secret, secret",
        "/other/announce?token=secret&token=third, secret",
        "/announce/a%20b%C3%A9, a bé",
        "/a/b/announce, a/b",
        "/announce?xtoken=secret, ''",
        "/announce?token, ''",
        "/announce/%zz, ''",
    })
    void aTokenStandsInQueryOrPath(String urlData, String token) {
        assertEquals(token, AnnounceExtras.ofUrlData(urlData).token());
    }

    @ParameterizedTest
    @CsvSource({
        "?node=a b",
        "?node=a/b",
        "?zone=é",
        "?zone=%zz",
        "?node=",
        "?draining=0",
        "?draining=true"
    })
    void whatMakesNoSenseIsNotSaid(String urlData) {
        assertSame(AnnounceExtras.NONE, AnnounceExtras.ofUrlData(urlData));
    }

    @Test
    void whatIsTooLongIsNotSaid() {
        assertSame(AnnounceExtras.NONE, AnnounceExtras.ofUrlData("?node=x" + LONG));
        var longest = "t".repeat(AnnounceExtras.MAX_TOKEN_LENGTH);
        assertEquals(longest, AnnounceExtras.ofUrlData("/announce/" + longest).token());
        assertEquals("", AnnounceExtras.ofUrlData("/announce/" + longest + "t").token());
        assertThrows(IllegalArgumentException.class, () -> new Labels("x" + LONG, "", ""));
        assertThrows(IllegalArgumentException.class, () -> new Labels("", "a b", ""));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatIsAddedToAnAddressIsReadFromIt(long seed) {
        var gen = new Gen(seed);
        var extras =
                new AnnounceExtras(
                        new Labels(
                                gen.oneOf("", "n", LONG),
                                gen.oneOf("", "z.1"),
                                gen.oneOf("", "R_-")),
                        gen.chance(0.5),
                        gen.chance(0.5) ? "" : gen.text(20));
        var address = gen.oneOf("", "/announce", "/announce?t=1", "?");
        assertEquals(extras, AnnounceExtras.ofUrlData(extras.addedTo(address)));
        assertEquals(address, AnnounceExtras.NONE.addedTo(address));
    }

    @Test
    void noTokenIsShown() {
        var text = AnnounceExtras.ofUrlData("/announce/secret").toString();
        assertFalse(text.contains("secret"), text);
    }

    @Test
    void aTableFillsWhereAPeerSaysNeitherZoneNorRegion() {
        var table = new Labels("t", "tz", "tr");
        assertEquals(table, Labels.NONE.orElse(table));
        assertEquals(new Labels("n", "tz", "tr"), new Labels("n", "", "").orElse(table));
        var zone = new Labels("", "z", "");
        assertSame(zone, zone.orElse(table));
        assertSame(zone, zone.orElse(Labels.NONE));
    }

    @Test
    void aScrapeSaysItsTokenWhereAnAnnounceDoes() {
        assertEquals("t", AnnounceExtras.scrapeToken("/scrape", "info_hash=x&token=t"));
        assertEquals("t", AnnounceExtras.scrapeToken("/scrape/t", ""));
        assertEquals("t t", AnnounceExtras.scrapeToken("/t%20t/scrape", "info_hash=x"));
        assertEquals("", AnnounceExtras.scrapeToken("/scrape", ""));
        assertEquals("", AnnounceExtras.scrapeToken("/announce/t", ""));
        assertEquals("", AnnounceExtras.scrapeToken("/scrape/" + "t".repeat(129), ""));
    }
}
