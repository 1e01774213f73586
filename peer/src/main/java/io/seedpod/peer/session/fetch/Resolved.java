package io.seedpod.peer.session.fetch;

import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.session.catalogue.PublishedAt;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.request.WebSeeds;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// What a source leads to.
///
/// @param foreign whether the magnet's trackers are announced to beside ours
public record Resolved(
        MagnetLink magnet,
        Optional<Metainfo> metainfo,
        boolean foreign,
        Optional<String> name,
        int holders,
        Optional<PublishedAt> published) {
    /// `holders` of what no catalogue was asked for.
    public static final int HOLDERS_UNKNOWN = -1;

    /// Content that is already here needs nobody.
    public boolean isAt(Output output) {
        return metainfo.map(it -> Files.exists(output.target(it.info().name()))).orElse(false);
    }

    /// Web seeds that the link or the torrent names.
    public List<String> webSeeds() {
        return WebSeeds.of(magnet, metainfo);
    }

    /// The trackers it names: a torrent's own tiers; those of a magnet link are trackers to use all
    /// at once.
    public List<List<String>> tiers() {
        return metainfo.map(Metainfo::announceTiers)
                .orElseGet(() -> magnet.trackers().stream().map(List::of).toList());
    }
}
