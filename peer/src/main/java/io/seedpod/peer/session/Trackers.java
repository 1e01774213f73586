package io.seedpod.peer.session;

import io.seedpod.peer.net.tracker.TrackerAddress;
import io.seedpod.peer.net.tracker.TrackerException;
import java.util.ArrayList;
import java.util.List;

/// Which trackers a torrent is announced to: ours, and those it names itself.
public final class Trackers {
    private Trackers() {}

    /// Addresses as the user wrote them.
    static List<TrackerAddress> parse(List<String> texts) {
        var addresses = new ArrayList<TrackerAddress>();
        for (var text : texts) {
            try {
                addresses.add(TrackerAddress.parse(text));
            } catch (TrackerException e) {
                throw Troubles.of(e);
            }
        }
        return addresses;
    }

    /// Announce addresses of trackers as the user wrote them.
    public static List<String> urls(List<String> texts) {
        return announceUrls(parse(texts));
    }

    static List<String> announceUrls(List<TrackerAddress> addresses) {
        return addresses.stream().map(TrackerAddress::announceUrl).toList();
    }

    /// Ours: all of them, unless the torrent is private and names its own (BEP 27).
    static List<String> own(
            List<String> ours, boolean privateTorrent, List<List<String>> foreignTiers) {
        return privateTorrent && !foreign(ours, foreignTiers).isEmpty() ? List.of() : ours;
    }

    /// The torrent's tiers without ours, and without what we cannot speak to.
    static List<List<String>> foreign(List<String> ours, List<List<String>> tiers) {
        return tiers.stream()
                .map(
                        tier ->
                                tier.stream()
                                        .flatMap(text -> normal(text).stream())
                                        .filter(url -> !ours.contains(url))
                                        .toList())
                .filter(tier -> !tier.isEmpty())
                .toList();
    }

    private static List<String> normal(String text) {
        try {
            return List.of(TrackerAddress.parse(text).announceUrl());
        } catch (TrackerException _) {
            return List.of();
        }
    }
}
