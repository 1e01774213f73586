package io.seedpod.model.tracker.http;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.ScrapeRequest;
import io.seedpod.model.tracker.ScrapeResponse;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// Writes the bencoded body of a tracker's reply; status 200 even for a failure (BEP 3).
public final class HttpReplies {
    private HttpReplies() {}

    /// Answers an announce: `interval`, `min interval`, `complete`, `incomplete`, `peers`, `peers6`
    /// (BEP 7, 23), `external ip` (BEP 24), `warning message`.
    ///
    /// @param compact peers as bytes, else a list of dictionaries with `ip` and `port`
    /// @param asker whose request it is, as the tracker sees it
    public static byte[] announce(AnnounceResponse response, boolean compact, PeerEndpoint asker) {
        var reply =
                BDictionary.builder()
                        .put("interval", response.intervalSeconds())
                        .put("complete", response.seeders())
                        .put("incomplete", response.leechers())
                        .put("external ip", asker.addressBytes());
        if (response.minIntervalSeconds() > 0) {
            reply.put("min interval", response.minIntervalSeconds());
        }
        response.warning().ifPresent(text -> reply.put("warning message", text));
        if (compact) {
            reply.put("peers", compact(response.peers(), 4));
            var peers6 = compact(response.peers(), 16);
            if (peers6.length > 0) {
                reply.put("peers6", peers6);
            }
        } else {
            reply.put("peers", response.peers().stream().map(HttpReplies::dictionary).toList());
        }
        return Bencode.encode(reply.build());
    }

    /// Answers a scrape; entries in the order of the request (BEP 48).
    public static byte[] scrape(ScrapeRequest request, ScrapeResponse response) {
        var files = BDictionary.builder();
        for (int i = 0; i < request.infoHashes().size(); i++) {
            var entry = response.entries().get(i);
            files.put(
                    BString.of(request.infoHashes().get(i).bytes()),
                    BDictionary.builder()
                            .put("complete", entry.seeders())
                            .put("downloaded", entry.completed())
                            .put("incomplete", entry.leechers())
                            .build());
        }
        return Bencode.encode(BDictionary.builder().put("files", files.build()).build());
    }

    /// Refuses: the client may ask again when it likes.
    public static byte[] failure(String reason) {
        return Bencode.encode(BDictionary.builder().put("failure reason", reason).build());
    }

    /// Refuses for some minutes (BEP 31).
    public static byte[] failure(String reason, int retryMinutes) {
        return Bencode.encode(
                BDictionary.builder()
                        .put("failure reason", reason)
                        .put("retry in", retryMinutes)
                        .build());
    }

    private static byte[] compact(List<PeerEndpoint> peers, int addressLength) {
        var bytes = new ByteArrayOutputStream();
        for (var peer : peers) {
            var address = peer.addressBytes();
            if (address.length == addressLength) {
                bytes.writeBytes(address);
                bytes.write(peer.port() >>> 8);
                bytes.write(peer.port());
            }
        }
        return bytes.toByteArray();
    }

    private static BDictionary dictionary(PeerEndpoint peer) {
        var text = peer.toString();
        var host = text.substring(0, text.lastIndexOf(':'));
        return BDictionary.builder()
                .put("ip", host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
                .put("port", peer.port())
                .build();
    }
}
