package io.seedpod.peer.session.fetch;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.peer.session.catalogue.Catalogue;
import io.seedpod.peer.session.catalogue.PublishedAt;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Finds out what a source means: asks the catalogue for names, takes the rest as it stands.
public final class Resolver {
    private static final Pattern VERSION = Pattern.compile(".+@[0-9a-fA-F]{8,40}");

    private final Catalogue catalogue;

    public Resolver(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// Fails when a name is unknown, or is of another size than expected.
    public Uni<Resolved> resolve(FetchRequest request) {
        return switch (request.source()) {
            case Source.Name(var name) -> resolve(name, request.expectedSize());
            case Source.Hash(var infoHash) -> {
                var magnet = new MagnetLink(infoHash, Optional.empty(), List.of(), List.of());
                yield found(magnet, Optional.empty());
            }
            case Source.Magnet(var link) -> found(link, Optional.empty());
            case Source.Torrent(var metainfo) -> {
                requireSize(metainfo.info().layout().totalLength(), request.expectedSize());
                yield found(MagnetLink.of(metainfo), Optional.of(metainfo));
            }
        };
    }

    private static Uni<Resolved> found(MagnetLink magnet, Optional<Metainfo> metainfo) {
        return Uni.createFrom()
                .item(
                        new Resolved(
                                magnet,
                                metainfo,
                                true,
                                Optional.empty(),
                                Resolved.HOLDERS_UNKNOWN,
                                Optional.empty()));
    }

    private Uni<Resolved> resolve(CatalogueName name, OptionalLong expectedSize) {
        return catalogue
                .lookUp(name)
                .invoke(entry -> requireSize(entry.size(), expectedSize))
                .flatMap(
                        entry ->
                                catalogue
                                        .torrent(name)
                                        .map(
                                                torrent ->
                                                        resolved(
                                                                name,
                                                                entry,
                                                                torrent.filter(
                                                                        it -> isOf(it, entry)))));
    }

    private static boolean isOf(Metainfo metainfo, NameEntry entry) {
        return metainfo.info().infoHash().equals(entry.infoHash());
    }

    /// Whoever published it announces to the tracker we asked: what other trackers its torrent
    /// names does not matter.
    private static Resolved resolved(
            CatalogueName name, NameEntry entry, Optional<Metainfo> metainfo) {
        var magnet =
                new MagnetLink(entry.infoHash(), Optional.of(name.text()), List.of(), List.of());
        return new Resolved(
                magnet,
                metainfo,
                false,
                Optional.of(name.text()),
                entry.seeders() + entry.leechers(),
                published(name, entry));
    }

    /// Who holds it may publish it again. A version of a name is published under the name alone.
    private static Optional<PublishedAt> published(CatalogueName name, NameEntry entry) {
        return entry.clock() == 0 || VERSION.matcher(name.text()).matches()
                ? Optional.empty()
                : Optional.of(new PublishedAt(entry.clock(), false));
    }

    private static void requireSize(long size, OptionalLong expected) {
        if (expected.isPresent() && expected.getAsLong() != size) {
            throw new SessionException(Trouble.VERIFICATION, FetchPlans.wrongSize(size, expected));
        }
    }
}
