package io.seedpod.model.tracker.http;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.model.tracker.ScrapeRequest;
import io.seedpod.model.tracker.ScrapeResponse;
import java.util.ArrayList;
import java.util.Optional;

/// A tracker's reply to a scrape over HTTP, as a client reads it (BEP 48).
public final class HttpScrapeReply {
    private static final ScrapeEntry NOBODY = new ScrapeEntry(0, 0, 0);

    private HttpScrapeReply() {}

    /// Reads a body; empty if it is no tracker's or a refusal. Swarms the tracker does not name
    /// have nobody.
    public static Optional<ScrapeResponse> decode(byte[] body, ScrapeRequest request) {
        try {
            if (!(Bencode.decode(body, BencodeLimits.MESSAGE) instanceof BDictionary reply)) {
                return Optional.empty();
            }
            return reply.dictionary("files").map(files -> entries(files, request));
        } catch (BencodeException _) {
            return Optional.empty();
        }
    }

    private static ScrapeResponse entries(BDictionary files, ScrapeRequest request) {
        var entries = new ArrayList<ScrapeEntry>();
        for (var infoHash : request.infoHashes()) {
            entries.add(
                    files.find(BString.of(infoHash.bytes())).orElse(null) instanceof BDictionary d
                            ? new ScrapeEntry(
                                    count(d, "complete"),
                                    count(d, "downloaded"),
                                    count(d, "incomplete"))
                            : NOBODY);
        }
        return new ScrapeResponse(entries);
    }

    private static int count(BDictionary entry, String key) {
        return Math.clamp(entry.integer(key).orElse(0), 0, Integer.MAX_VALUE);
    }
}
