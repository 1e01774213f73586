package io.seedpod.model.metainfo;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BList;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.BValue;
import io.seedpod.model.webseed.WebSeedUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A `.torrent` file: the info dictionary and what stands around it (BEP 3, 12, 19, 52).
///
/// Only the info dictionary must be right. What else is of the wrong kind counts as absent, and
/// what we do not know is kept in `source`.
///
/// @param announceTiers tiers of tracker addresses in the order they are to be tried; no tier is
///     empty
/// @param webSeeds addresses that serve the content over HTTP (BEP 19), as far as
///     [WebSeedUrl] accepts them
/// @param creationDate seconds since 1970
/// @param layers of a hybrid, the sums of its pieces; empty if it came without, as one does that
///     was made from a magnet link
/// @param source the whole dictionary
public record Metainfo(
        InfoDict info,
        List<List<String>> announceTiers,
        List<String> webSeeds,
        Optional<String> comment,
        Optional<String> createdBy,
        OptionalLong creationDate,
        Optional<PieceLayers> layers,
        BDictionary source) {
    private static final String CREATOR = "SeedPod";
    private static final String WEB_SEEDS = "url-list";

    public Metainfo {
        announceTiers = announceTiers.stream().map(List::copyOf).toList();
        webSeeds = List.copyOf(webSeeds);
    }

    /// Reads a `.torrent` file. Total: any bytes give a `Metainfo` or a refusal.
    public static Metainfo decode(byte[] bytes) throws MetainfoException {
        return of(Fields.decode(bytes, "torrent"));
    }

    /// A `.torrent` of ours for an info dictionary.
    public static Metainfo of(InfoDict info, List<List<String>> announceTiers) {
        try {
            var source =
                    BDictionary.builder()
                            .put("created by", CREATOR)
                            .put("info", Fields.decode(info.source(), "info dictionary"));
            return of(withTiers(source, announceTiers).build());
        } catch (MetainfoException e) {
            throw new IllegalStateException("an InfoDict that does not decode: " + info, e);
        }
    }

    /// The same torrent with the sums of its pieces.
    public Metainfo withLayers(PieceLayers layers) {
        return new Metainfo(
                info,
                announceTiers,
                webSeeds,
                comment,
                createdBy,
                creationDate,
                Optional.of(layers),
                source.toBuilder().put(PieceLayers.KEY, layers.encode()).build());
    }

    /// The same torrent with other trackers; everything else stays, keys we do not know among it.
    public Metainfo withAnnounceTiers(List<List<String>> tiers) {
        var changed = withTiers(source.toBuilder(), tiers).build();
        return new Metainfo(
                info,
                tiersOf(changed),
                webSeeds,
                comment,
                createdBy,
                creationDate,
                layers,
                changed);
    }

    /// The same torrent with other web seeds.
    public Metainfo withWebSeeds(List<String> urls) {
        var builder = source.toBuilder().remove(WEB_SEEDS);
        if (!urls.isEmpty()) {
            builder.put(WEB_SEEDS, List.<BValue>copyOf(urls.stream().map(BString::of).toList()));
        }
        var changed = builder.build();
        return new Metainfo(
                info,
                announceTiers,
                webSeedsOf(changed),
                comment,
                createdBy,
                creationDate,
                layers,
                changed);
    }

    /// The bytes of the `.torrent` file; the same as were read, if it was.
    public byte[] encode() {
        return source.source();
    }

    private static Metainfo of(BDictionary source) throws MetainfoException {
        var info = source.dictionary("info");
        if (info.isEmpty()) {
            throw Fields.missing("info");
        }
        var decoded = InfoDecoder.decode(info.get().source());
        return new Metainfo(
                decoded,
                tiersOf(source),
                webSeedsOf(source),
                source.text("comment"),
                source.text("created by"),
                source.integer("creation date"),
                PieceLayers.decode(source, decoded),
                source);
    }

    private static List<List<String>> tiersOf(BDictionary source) {
        var tiers = new ArrayList<List<String>>();
        for (BValue value : source.list("announce-list").orElse(List.of())) {
            var tier = value instanceof BList(var values) ? texts(values) : List.<String>of();
            if (!tier.isEmpty()) {
                tiers.add(tier);
            }
        }
        if (tiers.isEmpty()) {
            source.text("announce")
                    .filter(url -> !url.isBlank())
                    .ifPresent(url -> tiers.add(List.of(url)));
        }
        return tiers;
    }

    private static List<String> webSeedsOf(BDictionary source) {
        var one = source.text(WEB_SEEDS).map(url -> List.of(url.strip()));
        return WebSeedUrl.accepted(
                one.orElseGet(() -> texts(source.list(WEB_SEEDS).orElse(List.of()))));
    }

    private static List<String> texts(List<BValue> values) {
        var texts = new ArrayList<String>();
        for (BValue value : values) {
            if (value instanceof BString string && !string.text().isBlank()) {
                texts.add(string.text().strip());
            }
        }
        return texts;
    }

    private static BDictionary.Builder withTiers(
            BDictionary.Builder builder, List<List<String>> tiers) {
        builder.remove("announce").remove("announce-list");
        var urls = tiers.stream().flatMap(List::stream).toList();
        if (!urls.isEmpty()) {
            builder.put("announce", urls.getFirst());
        }
        if (urls.size() > 1) {
            var lists =
                    tiers.stream()
                            .filter(tier -> !tier.isEmpty())
                            .map(
                                    tier ->
                                            new BList(
                                                    List.copyOf(
                                                            tier.stream()
                                                                    .map(BString::of)
                                                                    .toList())))
                            .toList();
            builder.put("announce-list", lists);
        }
        return builder;
    }
}
