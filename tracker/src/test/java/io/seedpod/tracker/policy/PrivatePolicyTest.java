package io.seedpod.tracker.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Members;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivatePolicyTest {
    private static final InfoHash LISTED = new InfoHash(1, 2, 3);
    private static final InfoHash OTHER = new InfoHash(4, 5, 6);
    private static final PeerEndpoint ASKER = new PeerEndpoint.V4(1, 2);

    private static Verdict verdict(Policy policy, InfoHash infoHash, String urlData) {
        return policy.verdict(
                new AnnounceRequest(
                        infoHash,
                        new PeerId(1, 2, 3),
                        0,
                        0,
                        0,
                        AnnounceEvent.NONE,
                        50,
                        0,
                        6_881,
                        urlData),
                ASKER);
    }

    private static String reason(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed _ -> "allowed";
            case Verdict.Refused(var why) -> why.reason();
        };
    }

    @Test
    void onlyTorrentsOfTheCatalogueAreLetIn() {
        Set<InfoHash> catalogue = new HashSet<>(Set.of(LISTED));
        var policy = new PrivatePolicy(List.of(), Optional.of(catalogue::contains));
        assertEquals("allowed", reason(verdict(policy, LISTED, "")));
        assertEquals("allowed", reason(verdict(policy, Members.INFO_HASH, "")));
        assertEquals(
                "this tracker serves only torrents of its catalogue",
                reason(verdict(policy, OTHER, "")));
        catalogue.add(OTHER);
        catalogue.remove(LISTED);
        assertEquals("allowed", reason(verdict(policy, OTHER, "")));
        assertEquals(
                "this tracker serves only torrents of its catalogue",
                reason(verdict(policy, LISTED, "")),
                "deleted");
    }

    @Test
    void anyOfTheTokensLetsIn() {
        var policy = new PrivatePolicy(List.of("first", "zweites-é"), Optional.empty());
        for (var good :
                List.of(
                        "/announce?token=first",
                        "/announce/first",
                        "/first/announce",
                        "/?token=zweites-%C3%A9",
                        "/zweites-%c3%a9/announce?node=n1")) {
            assertEquals("allowed", reason(verdict(policy, OTHER, good)), good);
        }
        for (var bad :
                List.of(
                        "/announce?token=firs",
                        "/announce?token=first2",
                        "/announce/First",
                        "/announce?token=zweites-")) {
            assertEquals(
                    "the announce token is not this tracker's",
                    reason(verdict(policy, OTHER, bad)),
                    bad);
        }
        for (var none : List.of("", "/announce", "/announce?token=", "/announce?Token=first")) {
            assertEquals(
                    "this tracker wants an announce token",
                    reason(verdict(policy, OTHER, none)),
                    none);
        }
        assertEquals(
                "this tracker wants an announce token",
                reason(verdict(policy, Members.INFO_HASH, "")));
    }

    @Test
    void tokenAndCatalogueMayBothBeWanted() {
        var policy = new PrivatePolicy(List.of("t"), Optional.of(LISTED::equals));
        assertEquals("allowed", reason(verdict(policy, LISTED, "/announce/t")));
        assertEquals("allowed", reason(verdict(policy, Members.INFO_HASH, "/announce/t")));
        assertEquals(
                "this tracker serves only torrents of its catalogue",
                reason(verdict(policy, OTHER, "/announce/t")));
        assertEquals("this tracker wants an announce token", reason(verdict(policy, LISTED, "")));
    }

    @Test
    void aScrapeNeedsTheTokenThatAnAnnounceNeeds() {
        var policy = new PrivatePolicy(List.of("t"), Optional.empty());
        assertEquals("allowed", reason(policy.scrapeVerdict("t")));
        assertEquals("this tracker wants an announce token", reason(policy.scrapeVerdict("")));
        assertEquals(
                "the announce token is not this tracker's", reason(policy.scrapeVerdict("tt")));
        assertTrue(policy.tellsOf(OTHER));
        assertEquals("allowed", reason(Policy.OPEN.scrapeVerdict("")));
    }

    @Test
    void aScrapeIsToldOfTheCatalogueAlone() {
        var policy = new PrivatePolicy(List.of(), Optional.of(LISTED::equals));
        assertEquals("allowed", reason(policy.scrapeVerdict("")));
        assertTrue(policy.tellsOf(LISTED));
        assertFalse(policy.tellsOf(OTHER));
        assertFalse(policy.tellsOf(Members.INFO_HASH), "who takes part is nobody's business");
    }
}
