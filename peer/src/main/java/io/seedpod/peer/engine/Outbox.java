package io.seedpod.peer.engine;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.talk.TorrentEffect;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The effects of one event, in order.
final class Outbox {
    private final ArrayDeque<TorrentEffect> effects = new ArrayDeque<>();

    void add(TorrentEffect effect) {
        effects.add(effect);
    }

    void send(Link link, PeerMessage message, long nowNanos) {
        link.peer.sent(nowNanos);
        effects.add(new TorrentEffect.Send(link.number(), message));
    }

    @Nullable TorrentEffect poll() {
        return effects.poll();
    }
}
