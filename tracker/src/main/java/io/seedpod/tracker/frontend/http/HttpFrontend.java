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
import java.util.function.Consumer;

/// Turns queries into bencoded replies. Nothing of a server is known here, so that tests and the
/// fuzzer can call it.
public final class HttpFrontend {
    private final Tracker tracker;

    public HttpFrontend(Tracker tracker) {
        this.tracker = tracker;
    }

    /// Answers an announce; `reply` is called once, before this returns.
    ///
    /// @param rawQuery as it stood in the request line; an infohash is bytes, not text
    public void announce(
            String rawQuery, PeerEndpoint from, long nowSeconds, Consumer<byte[]> reply) {
        HttpAnnounceQuery query;
        try {
            query = HttpAnnounceQuery.decode(rawQuery);
        } catch (HttpQueryException e) {
            reply.accept(HttpReplies.failure(e.reason()));
            return;
        }
        tracker.announce(
                query.announce(),
                from,
                Transport.HTTP,
                nowSeconds,
                new HandOut(Transport.MAX_PEERS),
                new Reply(query.compact(), reply));
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

    private record Reply(boolean compact, Consumer<byte[]> target) implements AnnounceReply {
        @Override
        public void accepted(
                PeerEndpoint asker, int intervalSeconds, int minIntervalSeconds, HandOut handOut) {
            var response =
                    new AnnounceResponse(
                            intervalSeconds,
                            minIntervalSeconds,
                            handOut.seeders(),
                            handOut.leechers(),
                            handOut.endpoints(),
                            Optional.empty());
            target.accept(HttpReplies.announce(response, compact, asker));
        }

        @Override
        public void refused(String reason) {
            target.accept(HttpReplies.failure(reason));
        }
    }
}
