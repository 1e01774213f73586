package io.seedpod.tracker.frontend.http;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.ScrapeResponse;
import io.seedpod.model.tracker.http.HttpAnnounceQuery;
import io.seedpod.model.tracker.http.HttpQueryException;
import io.seedpod.model.tracker.http.HttpReplies;
import io.seedpod.model.tracker.http.HttpScrapeQuery;
import io.seedpod.tracker.core.AnnounceReply;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.swarm.HandOut;
import java.util.Optional;

/// Turns queries into bencoded replies. Nothing of a server is known here, so that tests and the
/// fuzzer can call it. One thread: what an announce needs is kept for the next.
public final class HttpFrontend implements AnnounceReply {
    private final Tracker tracker;
    private final HandOut handOut = new HandOut(Transport.MAX_PEERS);
    private final ReplyBody body = new ReplyBody();

    /// Of the announce at hand.
    private boolean compact;

    public HttpFrontend(Tracker tracker) {
        this.tracker = tracker;
    }

    /// Answers an announce.
    ///
    /// @param rawQuery as it stood in the request line; an infohash is bytes, not text
    /// @return borrowed until the next announce
    public ReplyBody announce(String rawQuery, PeerEndpoint from, long nowSeconds) {
        body.clear();
        try {
            var query = HttpAnnounceQuery.decode(rawQuery);
            compact = query.compact();
            tracker.announce(query.announce(), from, Transport.HTTP, nowSeconds, handOut, this);
        } catch (HttpQueryException e) {
            refused(e.reason());
        }
        return body;
    }

    public byte[] scrape(String rawQuery) {
        try {
            var request = HttpScrapeQuery.decode(rawQuery);
            var entries = request.infoHashes().stream().map(tracker::scrape).toList();
            return HttpReplies.scrape(request, new ScrapeResponse(entries));
        } catch (HttpQueryException e) {
            return HttpReplies.failure(e.reason());
        }
    }

    @Override
    public void accepted(
            PeerEndpoint asker, int intervalSeconds, int minIntervalSeconds, HandOut handOut) {
        if (compact) {
            CompactReply.write(asker, intervalSeconds, minIntervalSeconds, handOut, body);
            return;
        }
        var response =
                new AnnounceResponse(
                        intervalSeconds,
                        minIntervalSeconds,
                        handOut.seeders(),
                        handOut.leechers(),
                        handOut.endpoints(),
                        Optional.empty());
        body.put(HttpReplies.announce(response, false, asker));
    }

    @Override
    public void refused(String reason) {
        body.put(HttpReplies.failure(reason));
    }
}
