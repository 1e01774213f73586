package io.seedpod.model.tracker.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.ScrapeRequest;
import io.seedpod.model.tracker.http.HttpAnnounceReply.Accepted;
import java.util.List;

/// Any query gives an announce or a refusal, any body a reply or nothing; and what was read can be
/// written and read again.
class HttpFuzzTest {
    private static final PeerEndpoint SOMEBODY = new PeerEndpoint.V4(1, 1);

    @FuzzTest(maxDuration = "20s")
    void query(byte[] query) {
        var text = new String(query, ISO_8859_1);
        try {
            var announce = HttpAnnounceQuery.decode(text);
            var again = HttpAnnounceQuery.url("", announce.announce()).substring(1);
            if (!HttpAnnounceQuery.decode(again).announce().equals(announce.announce())) {
                throw new AssertionError(text + " becomes " + again);
            }
        } catch (HttpQueryException refusal) {
            refusal.reason();
        }
        try {
            HttpScrapeQuery.decode(text);
        } catch (HttpQueryException refusal) {
            refusal.reason();
        }
    }

    @FuzzTest(maxDuration = "20s")
    void reply(byte[] body) {
        HttpScrapeReply.decode(body, new ScrapeRequest(List.of(new InfoHash(1, 2, 3))));
        HttpAnnounceReply.decode(body)
                .ifPresent(
                        reply -> {
                            if (reply instanceof Accepted(var announce)) {
                                HttpReplies.announce(announce, true, SOMEBODY);
                                HttpReplies.announce(announce, false, SOMEBODY);
                            }
                        });
    }
}
