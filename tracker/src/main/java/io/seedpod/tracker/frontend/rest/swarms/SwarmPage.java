package io.seedpod.tracker.frontend.rest.swarms;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.tracker.Members;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.SwarmCounts;
import io.seedpod.tracker.swarm.SwarmVisitor;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Picks the page out of all swarms: those with the least infohashes behind the last one seen. It
/// never holds more than a page.
final class SwarmPage implements SwarmVisitor {
    private final Optional<InfoHash> after;
    private final int limit;
    private final TreeMap<InfoHash, SwarmCounts> least = new TreeMap<>();

    SwarmPage(Optional<InfoHash> after, int limit) {
        this.after = after;
        this.limit = limit;
    }

    @Override
    public boolean swarm(InfoHash infoHash, SwarmCounts counts) {
        boolean isMembers = infoHash.equals(Members.INFO_HASH);
        if (!isMembers && (after.isEmpty() || infoHash.compareTo(after.get()) > 0)) {
            least.put(infoHash, counts);
            if (least.size() > limit + 1) {
                least.pollLastEntry();
            }
        }
        return false;
    }

    @Override
    public void peer(InfoHash infoHash, KnownPeer peer) {
        throw new AssertionError("no peers were asked for");
    }

    List<SwarmView> swarms() {
        return least.entrySet().stream()
                .limit(limit)
                .map(each -> SwarmView.of(each.getKey(), each.getValue(), Optional.empty()))
                .toList();
    }

    /// Behind what the next page begins; empty = this is the last.
    Optional<InfoHash> next() {
        return least.size() > limit
                ? least.keySet().stream().skip(limit - 1L).findFirst()
                : Optional.empty();
    }
}
