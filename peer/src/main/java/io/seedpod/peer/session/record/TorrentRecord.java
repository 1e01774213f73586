package io.seedpod.peer.session.record;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.session.catalogue.PublishedAt;
import io.seedpod.peer.session.request.FetchManner;
import io.seedpod.peer.session.request.FileChoices;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.storage.watch.FolderScan.Look;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a daemon keeps of one torrent, so that a restart goes on where it stopped.
///
/// @param magnet infohash, display name and trackers
/// @param metainfo absent while peers have not told it
/// @param place where the content is, or is to be
/// @param own whether we made the torrent from the content, so that changed content is made into a
///     new one
/// @param withdrawn whether its user left with it: it is not served before it is shared again
/// @param name the catalogue's name for it
/// @param published when the name was published, for republications
/// @param also its further names, and when each was published
/// @param look of the content when it was complete and hashed; absent while fetching
/// @param manner how it is fetched
public record TorrentRecord(
        MagnetLink magnet,
        Optional<Metainfo> metainfo,
        Output place,
        boolean own,
        boolean withdrawn,
        Optional<String> name,
        Optional<PublishedAt> published,
        Map<String, PublishedAt> also,
        Optional<Look> look,
        FetchManner manner) {

    private static final BencodeLimits LIMITS = BencodeLimits.METAINFO.withMaxLength(64 << 20);

    public TorrentRecord {
        also = Map.copyOf(also);
    }

    public InfoHash infoHash() {
        return magnet.infoHash();
    }

    public Path path() {
        return place.path();
    }

    byte[] encode() {
        var dictionary =
                BDictionary.builder()
                        .put("magnet", magnet.format())
                        .put("path", place.path().toString())
                        .put("into", bit(place.isFolder()))
                        .put("own", bit(own))
                        .put("pieces", bit(place.isPieces()))
                        .put("withdrawn", bit(withdrawn))
                        .put("held", bit(manner.held()))
                        .put("in order", bit(manner.inOrder()))
                        .put("max up", manner.maxUp())
                        .put("max down", manner.maxDown());
        metainfo.ifPresent(torrent -> dictionary.put("torrent", BString.of(torrent.encode())));
        name.ifPresent(text -> dictionary.put("name", text));
        published.ifPresent(
                at -> dictionary.put("clock", at.clock()).put("replaced", bit(at.replaced())));
        look.ifPresent(seen -> dictionary.put("files", seen.files()).put("sum", seen.sum()));
        var others = BDictionary.builder();
        also.forEach((text, at) -> others.put(text, encode(at)));
        dictionary.put("also", others.build());
        dictionary.put(
                "choice", FileChoices.format(manner.files()).stream().map(BString::of).toList());
        return Bencode.encode(dictionary.build());
    }

    private static int bit(boolean value) {
        return value ? 1 : 0;
    }

    private static BDictionary encode(PublishedAt at) {
        return BDictionary.builder()
                .put("clock", at.clock())
                .put("replaced", bit(at.replaced()))
                .build();
    }

    private static boolean isSet(BDictionary dictionary, String key) {
        return dictionary.integer(key).orElse(0) == 1;
    }

    private static Optional<PublishedAt> published(BDictionary dictionary) {
        long clock = dictionary.integer("clock").orElse(0);
        return clock > 0
                ? Optional.of(new PublishedAt(clock, isSet(dictionary, "replaced")))
                : Optional.empty();
    }

    private static Map<String, PublishedAt> also(BDictionary dictionary) {
        var all = new TreeMap<String, PublishedAt>();
        var others = dictionary.dictionary("also").orElse(BDictionary.builder().build());
        for (var key : others.keys()) {
            if (others.find(key).orElseThrow() instanceof BDictionary at) {
                published(at).ifPresent(it -> all.put(key.text(), it));
            }
        }
        return all;
    }

    /// Records of older versions say nothing of the manner: then it is the usual one.
    private static FetchManner manner(BDictionary dictionary) {
        return new FetchManner(
                isSet(dictionary, "in order"),
                Math.max(0, dictionary.integer("max up").orElse(0)),
                Math.max(0, dictionary.integer("max down").orElse(0)),
                isSet(dictionary, "held"),
                files(dictionary));
    }

    private static FileChoice files(BDictionary dictionary) {
        var rules = new ArrayList<FileChoice.Rule>();
        for (var text : dictionary.list("choice").orElse(List.of())) {
            if (text instanceof BString string) {
                FileChoice.Rule.parse(string.text()).ifPresent(rules::add);
            }
        }
        return new FileChoice(rules);
    }

    private static Optional<Look> look(BDictionary dictionary) {
        var files = dictionary.integer("files");
        var sum = dictionary.integer("sum");
        return files.isPresent() && sum.isPresent()
                ? Optional.of(new Look((int) files.getAsLong(), sum.getAsLong()))
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
            return Optional.of(
                    new TorrentRecord(
                            MagnetLink.parse(magnet.get()),
                            torrent.isPresent()
                                    ? Optional.of(Metainfo.decode(torrent.get().bytes()))
                                    : Optional.empty(),
                            new Output(
                                    Path.of(path.get()),
                                    isSet(dictionary, "into"),
                                    isSet(dictionary, "pieces")),
                            isSet(dictionary, "own"),
                            isSet(dictionary, "withdrawn"),
                            dictionary.text("name"),
                            published(dictionary),
                            also(dictionary),
                            look(dictionary),
                            manner(dictionary)));
        } catch (BencodeException | MetainfoException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
