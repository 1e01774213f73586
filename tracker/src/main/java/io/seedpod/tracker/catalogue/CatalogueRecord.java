package io.seedpod.tracker.catalogue;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.InvalidNameException;
import java.util.Optional;

/// One change as the journal keeps it: a bencoded dictionary, so that later versions can add keys.
sealed interface CatalogueRecord {
    CatalogueName name();

    record Put(CatalogueEntry entry) implements CatalogueRecord {
        @Override
        public CatalogueName name() {
            return entry.name();
        }
    }

    record Removal(CatalogueName name) implements CatalogueRecord {}

    static byte[] encode(CatalogueRecord change) {
        var record = BDictionary.builder().put("name", change.name().text());
        if (change instanceof Put(var entry)) {
            record.put("infohash", entry.infoHash().bytes())
                    .put("size", entry.size())
                    .put("piece length", entry.pieceLength())
                    .put("published", entry.publishedAtMillis());
            entry.torrent()
                    .ifPresent(
                            torrent ->
                                    record.put("torrent", torrent.digest())
                                            .put("files", torrent.files())
                                            .put("private", torrent.privateTorrent() ? 1 : 0));
        }
        return Bencode.encode(record.build());
    }

    /// Empty for what is no record of ours.
    static Optional<CatalogueRecord> decode(byte[] payload) {
        try {
            var limits = new BencodeLimits(Journal.MAX_PAYLOAD, 4, 64, false);
            if (!(Bencode.decode(payload, limits) instanceof BDictionary record)) {
                return Optional.empty();
            }
            var text = record.text("name");
            if (text.isEmpty()) {
                return Optional.empty();
            }
            var name = CatalogueName.parse(text.get());
            return record.find("infohash").isPresent()
                    ? entry(name, record).map(Put::new)
                    : Optional.of(new Removal(name));
        } catch (BencodeException | InvalidNameException _) {
            return Optional.empty();
        }
    }

    private static Optional<CatalogueEntry> entry(CatalogueName name, BDictionary record) {
        var infoHash = record.string("infohash").filter(hash -> hash.length() == InfoHash.LENGTH);
        long size = record.integer("size").orElse(-1);
        long pieceLength = record.integer("piece length").orElse(-1);
        if (infoHash.isEmpty() || size < 0 || pieceLength < 0 || pieceLength > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.of(
                new CatalogueEntry(
                        name,
                        InfoHash.of(infoHash.get().bytes()),
                        size,
                        (int) pieceLength,
                        torrent(record),
                        record.integer("published").orElse(0)));
    }

    private static Optional<CatalogueEntry.StoredTorrent> torrent(BDictionary record) {
        return record.text("torrent")
                .filter(TorrentFiles::isDigest)
                .map(
                        digest ->
                                new CatalogueEntry.StoredTorrent(
                                        digest,
                                        (int) record.integer("files").orElse(1),
                                        record.integer("private").orElse(0) == 1));
    }
}
