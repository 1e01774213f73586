package io.seedpod.peer.session;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.peer.storage.watch.FolderScan.Look;
import java.nio.file.Path;
import java.util.Optional;

/// What a daemon keeps of one torrent, so that a restart goes on where it stopped.
///
/// @param magnet infohash, display name and trackers
/// @param metainfo absent while peers have not told it
/// @param path where the content is, or is to be; a folder while the metadata is unknown
/// @param into whether `path` is the folder that the content goes into
/// @param own whether we made the torrent from the content, so that changed content is made into a
///     new one
/// @param name the catalogue's name for it
/// @param pieces whether `path` is a folder of pieces
/// @param published when the name was published, for republications
/// @param look of the content when it was complete and hashed; absent while fetching
record TorrentRecord(
        MagnetLink magnet,
        Optional<Metainfo> metainfo,
        Path path,
        boolean into,
        boolean own,
        Optional<String> name,
        Optional<Look> look,
        Optional<PublishedAt> published,
        boolean pieces) {

    private static final BencodeLimits LIMITS = BencodeLimits.METAINFO.withMaxLength(64 << 20);

    InfoHash infoHash() {
        return magnet.infoHash();
    }

    byte[] encode() {
        var dictionary =
                BDictionary.builder()
                        .put("magnet", magnet.format())
                        .put("path", path.toString())
                        .put("into", into ? 1 : 0)
                        .put("own", own ? 1 : 0)
                        .put("pieces", pieces ? 1 : 0);
        metainfo.ifPresent(torrent -> dictionary.put("torrent", BString.of(torrent.encode())));
        name.ifPresent(text -> dictionary.put("name", text));
        published.ifPresent(
                at -> dictionary.put("clock", at.clock()).put("replaced", at.replaced() ? 1 : 0));
        look.ifPresent(seen -> dictionary.put("files", seen.files()).put("sum", seen.sum()));
        return Bencode.encode(dictionary.build());
    }

    private static Optional<PublishedAt> published(BDictionary dictionary) {
        long clock = dictionary.integer("clock").orElse(0);
        return clock > 0
                ? Optional.of(new PublishedAt(clock, dictionary.integer("replaced").orElse(0) == 1))
                : Optional.empty();
    }

    /// Reads a record; absent when the bytes are none of ours.
    static Optional<TorrentRecord> decode(byte[] bytes) {
        try {
            if (!(Bencode.decode(bytes, LIMITS) instanceof BDictionary dictionary)) {
                return Optional.empty();
            }
            var magnet = dictionary.text("magnet");
            var path = dictionary.text("path");
            if (magnet.isEmpty() || path.isEmpty()) {
                return Optional.empty();
            }
            var torrent = dictionary.string("torrent");
            var files = dictionary.integer("files");
            var sum = dictionary.integer("sum");
            return Optional.of(
                    new TorrentRecord(
                            MagnetLink.parse(magnet.get()),
                            torrent.isPresent()
                                    ? Optional.of(Metainfo.decode(torrent.get().bytes()))
                                    : Optional.empty(),
                            Path.of(path.get()),
                            dictionary.integer("into").orElse(0) == 1,
                            dictionary.integer("own").orElse(0) == 1,
                            dictionary.text("name"),
                            files.isPresent() && sum.isPresent()
                                    ? Optional.of(
                                            new Look((int) files.getAsLong(), sum.getAsLong()))
                                    : Optional.empty(),
                            published(dictionary),
                            dictionary.integer("pieces").orElse(0) == 1));
        } catch (BencodeException | MetainfoException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
