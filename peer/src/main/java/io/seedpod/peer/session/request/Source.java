package io.seedpod.peer.session.request;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.InvalidNameException;
import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.peer.session.trouble.Disk;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What a user names to fetch: a catalogue name, an infohash, a magnet link or a `.torrent` file.
public sealed interface Source {
    /// Larger `.torrent` files are refused unread.
    long MAX_TORRENT_BYTES = 64L << 20;

    record Name(CatalogueName name) implements Source {}

    record Hash(InfoHash infoHash) implements Source {}

    record Magnet(MagnetLink link) implements Source {}

    record Torrent(Metainfo metainfo) implements Source {}

    /// Reads a source. A text that ends in `.torrent` names a file when there is one of that name,
    /// and otherwise is a catalogue name; 40 hexadecimal or 32 base32 digits are an infohash.
    static Source parse(String text) {
        var isFile =
                !MagnetLink.isMagnet(text)
                        && text.toLowerCase(Locale.ROOT).endsWith(".torrent")
                        && (text.contains("/") || Files.exists(Path.of(text)));
        if (isFile) {
            return new Torrent(readTorrent(Path.of(text)));
        }
        return parseRemote(text);
    }

    /// Reads a source that another process sent: its files are not ours to open.
    static Source parseRemote(String text) {
        if (MagnetLink.isMagnet(text)) {
            try {
                return new Magnet(MagnetLink.parse(text));
            } catch (MetainfoException e) {
                throw new SessionException(Trouble.BAD_TORRENT, String.valueOf(e.getMessage()), e);
            }
        }
        var infoHash = InfoHash.parse(text);
        return infoHash.isPresent() ? new Hash(infoHash.get()) : new Name(parseName(text));
    }

    /// A catalogue name, or a usage error that says what is wrong with it.
    static CatalogueName parseName(String text) {
        try {
            return CatalogueName.parse(text);
        } catch (InvalidNameException e) {
            throw new SessionException(Trouble.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /// Reads and checks a `.torrent` file.
    static Metainfo readTorrent(Path file) {
        try {
            var size = Files.size(file);
            if (size > MAX_TORRENT_BYTES) {
                throw new SessionException(
                        Trouble.BAD_TORRENT,
                        "%s is no torrent: %d bytes (expected: at most %d)"
                                .formatted(file, size, MAX_TORRENT_BYTES));
            }
            return Metainfo.decode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw Disk.trouble("cannot read torrent", file, e);
        } catch (MetainfoException e) {
            throw new SessionException(Trouble.BAD_TORRENT, file + ": " + e.getMessage(), e);
        }
    }
}
