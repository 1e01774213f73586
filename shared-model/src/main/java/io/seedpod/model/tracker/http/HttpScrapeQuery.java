package io.seedpod.model.tracker.http;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.tracker.ScrapeRequest;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Collectors;

/// A scrape as the query of a GET (BEP 48): `info_hash`, repeated.
public final class HttpScrapeQuery {
    private static final String ANNOUNCE = "announce";

    private HttpScrapeQuery() {}

    public static ScrapeRequest decode(String rawQuery) throws HttpQueryException {
        var infoHashes = new ArrayList<InfoHash>();
        for (var bytes : HttpQuery.parse(rawQuery).all("info_hash")) {
            if (bytes.length != InfoHash.LENGTH) {
                throw new HttpQueryException(
                        "info_hash of " + bytes.length + " bytes (expected: 20)");
            }
            infoHashes.add(InfoHash.of(bytes));
        }
        if (infoHashes.isEmpty() || infoHashes.size() > ScrapeRequest.MAX_INFO_HASHES) {
            throw new HttpQueryException(
                    "scrape of " + infoHashes.size() + " infohashes (expected: 1 to 74)");
        }
        return new ScrapeRequest(infoHashes);
    }

    /// The address of a scrape: the announce address with `announce` at the start of its last path
    /// part replaced by `scrape`; empty if it has none, which means that the tracker has no scrape.
    public static Optional<String> url(String announceUrl, ScrapeRequest scrape) {
        int question = announceUrl.indexOf('?');
        var path = question < 0 ? announceUrl : announceUrl.substring(0, question);
        int slash = path.lastIndexOf('/');
        if (!path.startsWith(ANNOUNCE, slash + 1)) {
            return Optional.empty();
        }
        var hashes =
                scrape.infoHashes().stream()
                        .map(infoHash -> "info_hash=" + HttpQuery.encode(infoHash.bytes()))
                        .collect(Collectors.joining("&"));
        return Optional.of(
                path.substring(0, slash + 1)
                        + "scrape"
                        + path.substring(slash + 1 + ANNOUNCE.length())
                        + (question < 0 ? "?" : announceUrl.substring(question) + "&")
                        + hashes);
    }
}
