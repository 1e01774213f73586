package io.seedpod.peer.engine;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.wire.extension.PexMessage;
import io.seedpod.model.wire.extension.PexMessage.Added;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.exchange.ExchangeDiary;
import io.seedpod.peer.engine.exchange.Hearsay;
import java.util.ArrayList;
import java.util.List;

/// Introduces the peers of a public torrent to each other (BEP 11): finds peers when no tracker
/// answers. Never for a private torrent, nor before the metadata says that it is none (BEP 27).
final class Introductions {
    private final Content content;
    private final Swarm swarm;
    private final Outbox out;
    private long heardPeers;

    /// Nobody is told anything before this; kept, since it is asked for after every event.
    private long nextNanos = Long.MAX_VALUE;

    Introductions(Content content, Swarm swarm, Outbox out) {
        this.content = content;
        this.swarm = swarm;
        this.out = out;
    }

    /// Endpoints that peers named and that were new to us.
    long heardPeers() {
        return heardPeers;
    }

    boolean isAllowed() {
        return content.info != null && !content.isPrivate();
    }

    /// Whether to say that we take such messages: as long as the description is not known, too, or
    /// libtorrent takes it that we never will. None is read until it is.
    boolean isOffered() {
        return !content.isPrivate();
    }

    /// A message of BEP 11.
    void received(Link link, byte[] payload, long nowNanos) {
        if (!isAllowed()) {
            return;
        }
        if (!link.exchange.mayRead(nowNanos)) {
            if (link.exchange.isFlooding()) {
                swarm.close(link, CloseReason.EXCHANGE_FLOOD, nowNanos);
            }
            return;
        }
        PexMessage message = PexMessage.decode(payload).orElse(null);
        if (message == null) {
            swarm.close(link, CloseReason.BAD_EXCHANGE_MESSAGE, nowNanos);
            return;
        }
        int believed = 0;
        for (Added each : message.added()) {
            if (believed < ExchangeDiary.MAX_CHANGES
                    && Hearsay.isBelieved(each.endpoint(), link.peer.remote())) {
                believed++;
                heardPeers += swarm.heard(each.endpoint(), each.isSeeder(), nowNanos) ? 1 : 0;
            }
        }
    }

    /// A peer says under which number it takes such messages, 0 for none.
    void speaks(Link link, int id, long nowNanos) {
        link.exchange.speaks(id, nowNanos);
        nextNanos = Math.min(nextNanos, link.exchange.deadlineNanos());
    }

    void tick(long nowNanos) {
        if (!isAllowed() || nowNanos < deadlineNanos()) {
            return;
        }
        for (Link link : swarm.links()) {
            PexMessage news = link.exchange.next(others(link), nowNanos);
            if (news != null) {
                out.send(link, news.toMessage(link.exchange.extensionId()), nowNanos);
            }
        }
        nextNanos = Long.MAX_VALUE;
        for (Link link : swarm.links()) {
            nextNanos = Math.min(nextNanos, link.exchange.deadlineNanos());
        }
    }

    /// Everybody else whose listening port we know. Those we dialled are known to be reachable.
    private List<Added> others(Link listener) {
        List<Added> others = new ArrayList<>();
        for (Link link : swarm.links()) {
            if (link != listener && link.candidate != null) {
                PeerEndpoint endpoint = link.candidate.endpoint();
                if (Hearsay.isTellable(endpoint, listener.peer.remote())) {
                    boolean seeder = link.isSeeder() || link.peer.uploadOnly;
                    others.add(Added.of(endpoint, seeder, !link.peer.incoming()));
                }
            }
        }
        return others;
    }

    long deadlineNanos() {
        return isAllowed() ? nextNanos : Long.MAX_VALUE;
    }
}
