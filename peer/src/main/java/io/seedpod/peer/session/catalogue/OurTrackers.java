package io.seedpod.peer.session.catalogue;

import io.seedpod.peer.net.tracker.TrackerAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Our trackers as they are now, and how a torrent is announced to them and to those it names
/// itself. For any thread.
public final class OurTrackers {
    private final Supplier<List<TrackerAddress>> now;

    /// @param now in the order that is everybody's
    public OurTrackers(Supplier<List<TrackerAddress>> now) {
        this.now = now;
    }

    /// Where a torrent is announced.
    ///
    /// @param own every one is announced to
    /// @param tiers one that answers is enough (BEP 12)
    public record Announced(List<String> own, List<List<String>> tiers) {
        public boolean isNowhere() {
            return own.isEmpty() && tiers.isEmpty();
        }
    }

    /// A torrent goes to all of ours and to one of the others it names. A private one is announced
    /// to one tracker at a time: of those it names, or of ours (BEP 27).
    public Announced announced(boolean privateTorrent, List<List<String>> torrentTiers) {
        var ours = Trackers.announceUrls(now.get());
        var foreign = Trackers.without(known(), torrentTiers);
        if (!privateTorrent) {
            return new Announced(ours, foreign);
        }
        if (!foreign.isEmpty()) {
            return new Announced(List.of(), Trackers.without(List.of(), torrentTiers));
        }
        return ours.size() < 2
                ? new Announced(ours, List.of())
                : new Announced(List.of(), ours.stream().map(List::of).toList());
    }

    /// How a torrent that we make lists them: one to a tier, in one order for everybody, so that
    /// clients that use one tracker meet at the first that lives. The names of those that are
    /// known by address come last, for when the addresses have changed.
    public List<List<String>> tiers() {
        var urls = new LinkedHashSet<String>();
        now.get().forEach(tracker -> urls.add(tracker.publishedUrl()));
        now.get().stream()
                .filter(TrackerAddress::isReplica)
                .forEach(tracker -> urls.add(tracker.namedUrl()));
        return urls.stream().map(List::of).toList();
    }

    private List<String> known() {
        return now.get().stream()
                .flatMap(tracker -> Stream.of(tracker.announceUrl(), tracker.namedUrl()))
                .toList();
    }
}
