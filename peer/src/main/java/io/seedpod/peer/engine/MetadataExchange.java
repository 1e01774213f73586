package io.seedpod.peer.engine;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.wire.extension.MetadataMessage;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.metadata.MetadataFetch;
import io.seedpod.peer.engine.metadata.PartOrder;
import io.seedpod.peer.engine.talk.BanReason;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentSetup;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The info dictionary, to peers that lack it and from peers while we do (BEP 9).
final class MetadataExchange {
    private final TorrentSetup setup;
    private final Content content;
    private final Swarm swarm;
    private final Outbox out;
    private final MetadataFetch fetch = new MetadataFetch();
    private byte @Nullable [] source;
    private long receivedParts;

    MetadataExchange(TorrentSetup setup, Content content, Swarm swarm, Outbox out) {
        this.setup = setup;
        this.content = content;
        this.swarm = swarm;
        this.out = out;
    }

    /// The peer has the metadata, of this many bytes.
    void offered(Link link, long bytes, long nowNanos) {
        if (content.info == null && !fetch.offered(link.number(), bytes, nowNanos)) {
            swarm.close(link, CloseReason.BAD_METADATA_MESSAGE, nowNanos);
        }
    }

    void left(Link link) {
        fetch.left(link.number());
    }

    /// A message of BEP 9. Returns the metadata if this completed it.
    Optional<InfoDict> received(Link link, byte[] payload, long nowNanos) {
        MetadataMessage message = MetadataMessage.decode(payload).orElse(null);
        switch (message) {
            case null -> swarm.close(link, CloseReason.BAD_METADATA_MESSAGE, nowNanos);
            case MetadataMessage.Request(int part) -> answer(link, part, nowNanos);
            case MetadataMessage.Reject(int part) -> fetch.refused(link.number(), part, nowNanos);
            case MetadataMessage.Data(int part, long _, byte[] bytes) -> {
                if (content.info == null) {
                    receivedParts++;
                    fetch.received(link.number(), part, bytes);
                    return complete(nowNanos);
                }
            }
        }
        return Optional.empty();
    }

    private void answer(Link link, int part, long nowNanos) {
        if (link.metadataId == 0) {
            return;
        }
        byte[] whole = source();
        long begin = (long) part * MetadataMessage.PART_LENGTH;
        boolean allowed = link.metadataAllowance.take(nowNanos);
        if (link.metadataAllowance.isFlooding()) {
            swarm.close(link, CloseReason.METADATA_FLOOD, nowNanos);
            return;
        }
        MetadataMessage answer = new MetadataMessage.Reject(part);
        if (whole != null && allowed && begin < whole.length) {
            int end = (int) Math.min(whole.length, begin + MetadataMessage.PART_LENGTH);
            answer =
                    new MetadataMessage.Data(
                            part, whole.length, Arrays.copyOfRange(whole, (int) begin, end));
        }
        out.send(link, answer.toMessage(link.metadataId), nowNanos);
    }

    private byte @Nullable [] source() {
        InfoDict info = content.info;
        if (source == null && info != null) {
            source = info.source();
        }
        return source;
    }

    private Optional<InfoDict> complete(long nowNanos) {
        byte[] whole = fetch.whole();
        if (whole == null) {
            return Optional.empty();
        }
        if (InfoHash.ofInfo(whole).equals(setup.infoHash())) {
            try {
                InfoDict info = InfoDict.decode(whole);
                out.add(new TorrentEffect.MetadataComplete(whole));
                return Optional.of(info);
            } catch (MetainfoException e) {
                // The right bytes, and yet nothing we can share: no peer is to blame.
                content.trouble = "metadata: " + e.getMessage();
                return Optional.empty();
            }
        }
        int blamed = fetch.wrong();
        if (blamed != 0) {
            swarm.ban(blamed, BanReason.WRONG_METADATA, "sent wrong metadata", nowNanos);
        }
        return Optional.empty();
    }

    /// Parts that came, right or wrong.
    long receivedParts() {
        return receivedParts;
    }

    /// Asks for what is missing.
    void tick(long nowNanos) {
        if (content.info != null || content.trouble != null) {
            return;
        }
        for (PartOrder order = fetch.poll(nowNanos); order != null; order = fetch.poll(nowNanos)) {
            Link link = swarm.find(order.connection());
            if (link != null) {
                out.send(
                        link,
                        new MetadataMessage.Request(order.part()).toMessage(link.metadataId),
                        nowNanos);
            }
        }
    }

    long deadlineNanos() {
        return content.info == null && content.trouble == null
                ? fetch.deadlineNanos()
                : Long.MAX_VALUE;
    }
}
