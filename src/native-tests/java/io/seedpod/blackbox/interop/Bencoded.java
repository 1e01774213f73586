package io.seedpod.blackbox.interop;

import io.seedpod.blackbox.harness.Bencoding;
import java.util.List;

/// Changes to torrents outside of their info dictionary.
final class Bencoded {
    private Bencoded() {}

    /// The same torrent with this tracker alone.
    static byte[] withAnnounce(byte[] torrent, String url) {
        var all = Bencoding.decodeDictionary(torrent);
        all.put("announce", url);
        all.put("announce-list", List.of(List.of(url)));
        return Bencoding.encode(all);
    }
}
