package io.seedpod.tracker.frontend.udp;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.model.tracker.udp.NameStatus;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.model.tracker.udp.UdpResponseCodec;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.Condition;
import io.seedpod.tracker.catalogue.Publication;
import io.seedpod.tracker.catalogue.PublishOutcome;
import io.seedpod.tracker.catalogue.Publisher;
import io.seedpod.tracker.catalogue.Refusal;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.spans.Span;
import io.seedpod.tracker.spans.SpanKind;
import io.seedpod.tracker.spans.Spans;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Names over UDP. A look-up is answered at once; a publish when its record is on disk, from the
/// catalogue's thread, while the port's goes on.
public final class UdpNames {
    private static final NameEntry NOTHING = new NameEntry(new InfoHash(0, 0, 0), 0, 0, 0, 0);

    private final Catalogue catalogue;
    private final Tracker tracker;
    private final BiConsumer<ByteBuffer, PeerEndpoint> sendLate;
    private final Spans spans;

    /// @param sendLate sends a packet from any thread
    public UdpNames(
            Catalogue catalogue,
            Tracker tracker,
            BiConsumer<ByteBuffer, PeerEndpoint> sendLate,
            Spans spans) {
        this.catalogue = catalogue;
        this.tracker = tracker;
        this.sendLate = sendLate;
        this.spans = spans;
    }

    UdpResponse lookUp(UdpRequest.LookUpName request) {
        var span = spans.begin("look up", SpanKind.SERVER);
        var reply = found(request);
        end(span, request.name(), false);
        return reply;
    }

    private void end(Span span, CatalogueName name, boolean hasFailed) {
        if (spans.isOn()) {
            span.end(hasFailed, Map.of("network.transport", "udp", "seedpod.name", name.text()));
        }
    }

    private UdpResponse found(UdpRequest.LookUpName request) {
        return catalogue
                .find(request.name())
                .map(entry -> reply(request.transactionId(), false, NameStatus.OK, entry))
                .orElseGet(
                        () ->
                                new UdpResponse.NameReply(
                                        request.transactionId(),
                                        false,
                                        NameStatus.NOT_FOUND,
                                        NOTHING));
    }

    /// @param requestLength no reply is longer
    void publish(UdpRequest.PublishName request, PeerEndpoint sender, int requestLength) {
        var said = request.publication();
        var publication =
                new Publication(
                        said.name(),
                        said.infoHash(),
                        said.size(),
                        said.pieceLength(),
                        Optional.empty(),
                        new Publication.Terms(
                                said.replace(),
                                said.clock(),
                                Condition.NONE,
                                Publisher.of(sender, "")));
        var span = spans.begin("publish", SpanKind.SERVER);
        span.around(() -> catalogue.publish(publication, request.token()))
                .subscribe()
                .with(
                        outcome -> {
                            end(span, said.name(), isOurTrouble(outcome));
                            sendLate.accept(
                                    packet(request.transactionId(), outcome, requestLength),
                                    sender);
                        });
    }

    private static boolean isOurTrouble(PublishOutcome outcome) {
        return outcome instanceof PublishOutcome.Refused(var why, _)
                && (why == Refusal.BUSY || why == Refusal.STORAGE);
    }

    private ByteBuffer packet(int transactionId, PublishOutcome outcome, int maxLength) {
        var packet = ByteBuffer.allocate(DatagramPort.MAX_REPLY_LENGTH);
        switch (outcome) {
            case PublishOutcome.Accepted(var entry, _) ->
                    encode(reply(transactionId, true, NameStatus.OK, entry), packet);
            case PublishOutcome.Conflict(var existing) ->
                    encode(reply(transactionId, true, NameStatus.CONFLICT, existing), packet);
            case PublishOutcome.Unmet _ -> throw new AssertionError("no condition was made");
            case PublishOutcome.Outdated _ ->
                    encode(
                            new UdpResponse.NameReply(
                                    transactionId, true, NameStatus.DELETED, NOTHING),
                            packet);
            case PublishOutcome.Refused(var why, _) when why == Refusal.TOKEN ->
                    encode(
                            new UdpResponse.NameReply(
                                    transactionId, true, NameStatus.REFUSED, NOTHING),
                            packet);
            case PublishOutcome.Refused(_, var detail) ->
                    UdpResponseCodec.encodeFailed(
                            transactionId,
                            detail,
                            Math.min(maxLength, DatagramPort.MAX_REPLY_LENGTH),
                            packet);
        }
        return packet.flip();
    }

    private static void encode(UdpResponse.NameReply reply, ByteBuffer packet) {
        UdpResponseCodec.encode(reply, false, packet);
    }

    private UdpResponse.NameReply reply(
            int transactionId, boolean published, NameStatus status, CatalogueEntry entry) {
        var counts = tracker.scrape(entry.infoHash());
        return new UdpResponse.NameReply(
                transactionId,
                published,
                status,
                new NameEntry(
                        entry.infoHash(),
                        entry.size(),
                        entry.pieceLength(),
                        counts.seeders(),
                        counts.leechers(),
                        entry.clock()));
    }
}
