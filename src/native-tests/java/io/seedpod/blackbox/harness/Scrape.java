package io.seedpod.blackbox.harness;

import java.time.Duration;
import java.util.Map;

/// Asks an HTTP tracker how many peers it knows (BEP 48).
///
/// @param seeders peers that have all
/// @param leechers peers that do not
public record Scrape(long seeders, long leechers) {
    private static final Duration ANNOUNCED = Duration.ofMinutes(1);

    /// What the tracker at `http://host:port` says about a torrent, asked from a host.
    @SuppressWarnings("unchecked")
    public static Scrape of(Host from, String trackerUrl, TorrentFile torrent) {
        var url = trackerUrl + "/scrape?info_hash=" + escape(torrent.infoHash());
        var reply = from.call(() -> Http.get(url)).expect(200);
        var files = (Map<String, Object>) Bencoding.decodeDictionary(reply.body()).get("files");
        var counts = files == null ? null : files.get(Bencoding.text(torrent.infoHash()));
        if (!(counts instanceof Map<?, ?> known)) {
            return new Scrape(0, 0);
        }
        return new Scrape((Long) known.get("complete"), (Long) known.get("incomplete"));
    }

    /// Waits until the tracker knows this many seeders, so that whoever asks next is told them.
    public static void awaitSeeders(Host from, String trackerUrl, TorrentFile torrent, int count) {
        Await.until(
                "the tracker knows " + count + " seeders",
                ANNOUNCED,
                () -> of(from, trackerUrl, torrent).seeders() >= count);
    }

    /// Bytes as a query holds them: all escaped.
    public static String escape(byte[] bytes) {
        var text = new StringBuilder();
        for (var value : bytes) {
            text.append('%').append("%02x".formatted(value & 0xff));
        }
        return text.toString();
    }
}
