package io.seedpod.tracker.frontend.http;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.ScrapeResponse;
import io.seedpod.model.tracker.http.HttpAnnounceQuery;
import io.seedpod.model.tracker.http.HttpQuery;
import io.seedpod.model.tracker.http.HttpQueryException;
import io.seedpod.model.tracker.http.HttpReplies;
import io.seedpod.model.tracker.http.HttpScrapeQuery;
import io.seedpod.tracker.core.AnnounceReply;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.limits.AddressRanges;
import io.seedpod.tracker.swarm.HandOut;
import java.util.List;
import java.util.Optional;

/// Turns queries into bencoded replies. Nothing of a server is known here, so that tests and the
/// fuzzer can call it. One thread: what an announce needs is kept for the next.
public final class HttpFrontend implements AnnounceReply {
    static final String TOO_MANY = "too many requests from this address: slow down";

    /// BEP 31 knows minutes only.
    private static final int RETRY_MINUTES = 1;

    /// Parameters that name an address, the first that can be read.
    private static final List<String> NAMING = List.of("ip", "ipv4", "ipv6");

    private final Tracker tracker;
    private final AddressRanges announcers;
    private final HandOut handOut = new HandOut(Transport.MAX_PEERS);
    private final ReplyBody body = new ReplyBody();

    /// Of the announce at hand.
    private boolean compact;

    /// Likewise: the address of ours that it came to.
    private Optional<PeerEndpoint> arrivedAt = Optional.empty();

    /// @param announcers whose announces may name another address
    public HttpFrontend(Tracker tracker, AddressRanges announcers) {
        this.tracker = tracker;
        this.announcers = announcers;
    }

    /// What somebody is told who asks too often.
    static byte[] tooMany() {
        return HttpReplies.failure(TOO_MANY, RETRY_MINUTES);
    }

    /// Answers an announce.
    ///
    /// @param rawQuery as it stood in the request line; an infohash is bytes, not text
    /// @param at the address of ours that it came to; empty = not known
    /// @return borrowed until the next announce
    public ReplyBody announce(
            String rawQuery, PeerEndpoint from, Optional<PeerEndpoint> at, long nowSeconds) {
        return announce("", rawQuery, from, at, nowSeconds);
    }

    /// The same, for a path that may hold a token.
    public ReplyBody announce(
            String path,
            String rawQuery,
            PeerEndpoint from,
            Optional<PeerEndpoint> at,
            long nowSeconds) {
        body.clear();
        arrivedAt = at;
        try {
            var query = HttpAnnounceQuery.decode(path, rawQuery);
            compact = query.compact();
            tracker.announce(
                    query.announce(),
                    announcer(rawQuery, from),
                    Transport.HTTP,
                    nowSeconds,
                    handOut,
                    this);
        } catch (HttpQueryException e) {
            refused(e.reason());
        }
        return body;
    }

    /// Whom the announce is for: its sender, or whom one that is believed names (BEP 3, 7).
    private PeerEndpoint announcer(String rawQuery, PeerEndpoint from) throws HttpQueryException {
        if (announcers.isEmpty() || !announcers.contains(from)) {
            return from;
        }
        var query = HttpQuery.parse(rawQuery);
        for (String name : NAMING) {
            var named =
                    query.text(name).flatMap(ClientAddress::parse).filter(AddressRanges::isHost);
            if (named.isPresent()) {
                return named.get();
            }
        }
        return from;
    }

    /// @param path may hold a token
    public byte[] scrape(String path, String rawQuery) {
        var refusal = tracker.scrapeRefusal(AnnounceExtras.scrapeToken(path, rawQuery));
        if (refusal.isPresent()) {
            return HttpReplies.failure(refusal.get());
        }
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
    public Optional<PeerEndpoint> arrivedAt() {
        return arrivedAt;
    }

    @Override
    public void refused(String reason) {
        body.put(HttpReplies.failure(reason));
    }
}
