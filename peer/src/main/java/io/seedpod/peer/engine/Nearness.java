package io.seedpod.peer.engine;

import io.seedpod.model.tracker.Labels;
import io.seedpod.peer.engine.picker.PeerPieces;
import io.seedpod.peer.engine.picker.PiecePicker;
import io.seedpod.peer.engine.talk.TorrentSetup;

/// Which peers run in our zone, and which of them are of use: what those have is not asked for from
/// another zone.
final class Nearness {
    // A peer counts as nearby while it gives: one that lets us wait for two seconds, by choking or
    // by sending nothing, is no reason to leave a piece alone.
    // Nor does a seeder count that is alone among many leechers of its zone: it would have to send
    // everything to them itself, when others elsewhere have it by now.
    private static final long WAIT_NANOS = 2_000_000_000L;
    private static final int LEECHERS_PER_SEEDER = 4;

    private final Labels ours;
    private final Content content;
    private final Swarm swarm;
    private boolean seedersSuffice;

    Nearness(TorrentSetup setup, Content content, Swarm swarm) {
        this.ours = setup.options().labels();
        this.content = content;
        this.swarm = swarm;
    }

    /// Looks at everybody again.
    void look(long nowNanos) {
        if (!ours.zone().isEmpty()) {
            count();
            for (Link link : swarm.links()) {
                look(link, nowNanos);
            }
        }
    }

    /// What is known of this peer has changed.
    void look(Link link, long nowNanos) {
        PiecePicker picker = content.picker;
        PeerPieces pieces = link.pieces;
        if (picker != null && pieces != null) {
            boolean far = isFar(link.standing.labels());
            boolean near =
                    !far
                            && !ours.zone().isEmpty()
                            && (seedersSuffice || !pieces.isSeeder())
                            && gives(link, nowNanos);
            picker.stands(pieces, far, near, link.standing.draining());
        }
    }

    private void count() {
        int seeders = 0;
        int leechers = 1;
        for (Link link : swarm.links()) {
            boolean near = !isFar(link.standing.labels());
            seeders += near && link.isSeeder() ? 1 : 0;
            leechers += near && !link.isSeeder() ? 1 : 0;
        }
        seedersSuffice = seeders * LEECHERS_PER_SEEDER >= leechers;
    }

    /// Another zone, as far as both say.
    boolean isFar(Labels theirs) {
        return !ours.zone().isEmpty()
                && !theirs.zone().isEmpty()
                && !(ours.zone().equals(theirs.zone()) && ours.region().equals(theirs.region()));
    }

    private static boolean gives(Link link, long nowNanos) {
        boolean waits = link.peer.peerChoking && link.peer.amInterested;
        return !link.pace.snubbed() && !(waits && nowNanos - link.waitsSinceNanos >= WAIT_NANOS);
    }
}
