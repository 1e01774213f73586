package io.seedpod.peer.session.catalogue;

import io.seedpod.peer.net.tracker.TrackerAddress;
import io.seedpod.peer.net.tracker.TrackerException;
import io.seedpod.peer.session.trouble.Troubles;
import java.util.ArrayList;
import java.util.List;

/// Tracker addresses as users and torrents write them.
public final class Trackers {
    private Trackers() {}

    /// Addresses as the user wrote them.
    public static List<TrackerAddress> parse(List<String> texts) {
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

    public static List<String> announceUrls(List<TrackerAddress> addresses) {
        return addresses.stream().map(TrackerAddress::announceUrl).toList();
    }

    /// A torrent's tiers without these trackers, and without what we cannot speak to.
    static List<List<String>> without(List<String> ours, List<List<String>> tiers) {
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
