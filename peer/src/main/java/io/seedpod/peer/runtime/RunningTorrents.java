package io.seedpod.peer.runtime;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.wire.mse.ObfuscatedHash;
import io.seedpod.peer.net.ServedTorrent;
import io.seedpod.peer.net.TorrentDirectory;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The torrents of the process, by what connections call them: hybrids by either infohash.
/// Thread-safe.
final class RunningTorrents implements TorrentDirectory {
    private final ConcurrentHashMap<InfoHash, LoopTorrent> torrents = new ConcurrentHashMap<>();

    /// Kept beside: a stranger's key exchange must not cost a hash for each torrent.
    private final ConcurrentHashMap<ObfuscatedHash, InfoHash> hidden = new ConcurrentHashMap<>();

    /// False if it runs already.
    boolean add(LoopTorrent torrent) {
        var infoHash = torrent.infoHash();
        if (torrents.putIfAbsent(infoHash, torrent) != null) {
            return false;
        }
        hidden.put(ObfuscatedHash.of(infoHash), infoHash);
        torrent.loop().v2InfoHash().ifPresent(v2 -> hidden.put(ObfuscatedHash.of(v2), v2));
        return true;
    }

    void remove(InfoHash infoHash) {
        hidden.remove(ObfuscatedHash.of(infoHash));
        var torrent = torrents.remove(infoHash);
        if (torrent != null) {
            torrent.loop().v2InfoHash().ifPresent(v2 -> hidden.remove(ObfuscatedHash.of(v2)));
        }
    }

    @Nullable LoopTorrent get(InfoHash infoHash) {
        return torrents.get(infoHash);
    }

    Collection<LoopTorrent> all() {
        return torrents.values();
    }

    @Override
    public @Nullable ServedTorrent find(InfoHash infoHash) {
        var torrent = torrents.get(infoHash);
        if (torrent != null) {
            return torrent.loop();
        }
        for (var each : torrents.values()) {
            if (each.loop().v2InfoHash().equals(Optional.of(infoHash))) {
                return each.loop();
            }
        }
        return null;
    }

    @Override
    public @Nullable InfoHash reveal(ObfuscatedHash hash) {
        return hidden.get(hash);
    }
}
