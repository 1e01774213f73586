package io.seedpod.peer.session.catalogue;

import io.seedpod.peer.net.tracker.catalogue.CatalogueClient;
import io.seedpod.peer.net.tracker.catalogue.Member;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Our peers as trackers list them, page by page, and several lists as one.
final class MemberList {
    private static final int PAGE = 200;

    private MemberList() {}

    /// All that one tracker knows.
    static Uni<List<MemberPeer>> of(CatalogueClient tracker) {
        return pages(tracker, "", new ArrayList<>());
    }

    private static Uni<List<MemberPeer>> pages(
            CatalogueClient tracker, String after, List<MemberPeer> before) {
        return tracker.members(after, PAGE)
                .flatMap(
                        page -> {
                            page.members().forEach(each -> before.add(peer(each, tracker)));
                            return page.next().isPresent()
                                    ? pages(tracker, page.next().get(), before)
                                    : Uni.createFrom().item(before);
                        });
    }

    private static MemberPeer peer(Member member, CatalogueClient tracker) {
        return new MemberPeer(
                member.endpoint(),
                member.client().orElse(null),
                member.node().orElse(null),
                member.zone().orElse(null),
                member.region().orElse(null),
                member.draining(),
                member.announcedSecondsAgo().isPresent()
                        ? (Integer) (int) member.announcedSecondsAgo().getAsLong()
                        : null,
                member.since().orElse(null),
                (int) member.torrentCount(),
                member.torrents().stream().map(MemberList::held).toList(),
                tracker.tracker().hostAndPort());
    }

    private static MemberPeer.Held held(Member.Held held) {
        @Nullable Long left = held.left().isPresent() ? held.left().getAsLong() : null;
        return new MemberPeer.Held(
                held.infoHash(),
                held.name().orElse(null),
                left,
                held.state(),
                held.since().orElse(null));
    }

    /// Each peer once, in the order of the first list that has it, with the torrents of all.
    static List<MemberPeer> together(List<List<MemberPeer>> lists) {
        Map<String, MemberPeer> peers = new LinkedHashMap<>();
        lists.forEach(
                list -> list.forEach(peer -> peers.merge(peer.endpoint(), peer, MemberList::both)));
        return List.copyOf(peers.values());
    }

    private static MemberPeer both(MemberPeer one, MemberPeer other) {
        Map<String, MemberPeer.Held> torrents = new LinkedHashMap<>();
        one.torrents().forEach(held -> torrents.put(held.infoHash(), held));
        other.torrents().forEach(held -> torrents.putIfAbsent(held.infoHash(), held));
        return new MemberPeer(
                one.endpoint(),
                one.client(),
                one.node(),
                one.zone(),
                one.region(),
                one.draining(),
                one.lastAnnounceSeconds(),
                one.since(),
                Math.max(torrents.size(), Math.max(one.torrentCount(), other.torrentCount())),
                List.copyOf(torrents.values()),
                one.tracker());
    }
}
