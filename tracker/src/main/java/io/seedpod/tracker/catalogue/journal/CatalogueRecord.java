package io.seedpod.tracker.catalogue.journal;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.InvalidNameException;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.NameHistory;
import io.seedpod.tracker.catalogue.Publisher;
import java.util.Optional;

/// One change as the journal keeps it: a bencoded dictionary, so that later versions can add keys.
///
/// Before publications had a clock a record had no key `clock`, and ended whatever stood before it.
sealed interface CatalogueRecord {
    CatalogueName name();

    /// The history with this change.
    NameHistory applyTo(NameHistory before);

    /// A content was published.
    ///
    /// @param replaces whether what has an earlier clock is not wanted in the list any more
    /// @param alone whether nothing else stays under the name
    record Put(CatalogueEntry entry, boolean replaces, boolean alone) implements CatalogueRecord {
        @Override
        public CatalogueName name() {
            return entry.name();
        }

        @Override
        public NameHistory applyTo(NameHistory before) {
            return (alone ? NameHistory.EMPTY : before).published(entry, replaces);
        }
    }

    /// The name was deleted with all under it.
    record Removal(CatalogueName name, long clock) implements CatalogueRecord {
        @Override
        public NameHistory applyTo(NameHistory before) {
            return before.deleted(clock);
        }
    }

    /// One content was deleted.
    record ContentRemoval(CatalogueName name, InfoHash infoHash, long clock)
            implements CatalogueRecord {
        @Override
        public NameHistory applyTo(NameHistory before) {
            return before.deleted(infoHash, clock);
        }
    }

    /// What has an earlier clock is not wanted in the list any more.
    record Replacement(CatalogueName name, long clock) implements CatalogueRecord {
        @Override
        public NameHistory applyTo(NameHistory before) {
            return before.replaced(clock);
        }
    }

    /// The name is as if it had never been.
    record Oblivion(CatalogueName name) implements CatalogueRecord {
        @Override
        public NameHistory applyTo(NameHistory before) {
            return NameHistory.EMPTY;
        }
    }

    static byte[] encode(CatalogueRecord change) {
        var record = BDictionary.builder().put("name", change.name().text());
        switch (change) {
            case Put put -> encode(put, record);
            case Removal removal -> record.put("clock", removal.clock());
            case ContentRemoval(_, var infoHash, long clock) ->
                    record.put("deleted", infoHash.bytes()).put("clock", clock);
            case Replacement(_, long clock) -> record.put("replaced", clock);
            case Oblivion _ -> {}
        }
        return Bencode.encode(record.build());
    }

    private static void encode(Put put, BDictionary.Builder record) {
        var entry = put.entry();
        record.put("infohash", entry.infoHash().bytes())
                .put("size", entry.size())
                .put("piece length", entry.pieceLength());
        // A program from before the clocks reads it under the old key.
        record.put("published", entry.clock());
        if (!put.alone()) {
            record.put("clock", entry.clock()).put("replaces", put.replaces() ? 1 : 0);
        }
        if (entry.publisher().isKnown()) {
            record.put("by", entry.publisher().address()).put("agent", entry.publisher().agent());
        }
        entry.torrent()
                .ifPresent(
                        torrent ->
                                record.put("torrent", torrent.digest())
                                        .put("files", torrent.files())
                                        .put("private", torrent.privateTorrent() ? 1 : 0));
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
            if (record.find("infohash").isPresent()) {
                return put(name, record);
            }
            if (record.find("deleted").isPresent()) {
                return infoHash(record, "deleted")
                        .map(hash -> new ContentRemoval(name, hash, clock(record, "clock")));
            }
            if (record.find("replaced").isPresent()) {
                return Optional.of(new Replacement(name, clock(record, "replaced")));
            }
            return Optional.of(
                    record.find("clock").isPresent()
                            ? new Removal(name, clock(record, "clock"))
                            : new Oblivion(name));
        } catch (BencodeException | InvalidNameException _) {
            return Optional.empty();
        }
    }

    private static Optional<CatalogueRecord> put(CatalogueName name, BDictionary record) {
        var infoHash = infoHash(record, "infohash");
        long size = record.integer("size").orElse(-1);
        long pieceLength = record.integer("piece length").orElse(-1);
        if (infoHash.isEmpty() || size < 0 || pieceLength < 0 || pieceLength > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        boolean alone = record.find("clock").isEmpty();
        var entry =
                new CatalogueEntry(
                        name,
                        "",
                        infoHash.get(),
                        size,
                        (int) pieceLength,
                        torrent(record),
                        clock(record, alone ? "published" : "clock"),
                        new Publisher(
                                record.text("by").orElse(""), record.text("agent").orElse("")));
        return Optional.of(new Put(entry, record.integer("replaces").orElse(0) == 1, alone));
    }

    private static Optional<InfoHash> infoHash(BDictionary record, String key) {
        return record.string(key)
                .filter(hash -> hash.length() == InfoHash.LENGTH)
                .map(hash -> InfoHash.of(hash.bytes()));
    }

    /// At least 1, so that it stands behind no deletion, and far from the end of numbers.
    private static long clock(BDictionary record, String key) {
        return Math.clamp(record.integer(key).orElse(1), 1, Long.MAX_VALUE >> 1);
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
