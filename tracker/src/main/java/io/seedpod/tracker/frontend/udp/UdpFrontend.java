package io.seedpod.tracker.frontend.udp;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.model.tracker.ScrapeResponse;
import io.seedpod.model.tracker.udp.ConnectionIds;
import io.seedpod.model.tracker.udp.ConnectionProof;
import io.seedpod.model.tracker.udp.UdpDecoded;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpRequestCodec;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.model.tracker.udp.UdpResponseCodec;
import io.seedpod.tracker.core.AnnounceReply;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.frontend.Sampling;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.frontend.udp.UdpObserver.Dropped;
import io.seedpod.tracker.limits.AddressRanges;
import io.seedpod.tracker.limits.Gate;
import io.seedpod.tracker.swarm.HandOut;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Turns requests into replies, in place. One thread: the port's.
///
/// Who has not proven that its address is its own gets silence, or one short error that is never
/// longer than what it sent. The announce path allocates nothing but the request as decoded.
public final class UdpFrontend implements DatagramHandler, ConnectionProof, AnnounceReply {
    private static final long MAPPED_V4_HIGH_BITS = 0xffffL;

    /// Where an announce names another address than its sender's (BEP 15).
    private static final int ANNOUNCED_IP_OFFSET = 84;

    private final Tracker tracker;
    private final UdpNames names;
    private final Supplier<ConnectionIds> connectionIds;
    private final TrackerTime time;
    private final UdpObserver observer;
    private final Gate gate;
    private final boolean believesNobody;
    private final LocalAddresses localAddresses;
    private final HandOut handOut = new HandOut(Transport.MAX_PEERS);
    private final ErrorBudget errorBudget = new ErrorBudget();
    private final Sampling sampling = new Sampling();

    // The packet at hand.
    private ByteBuffer memory = ByteBuffer.allocate(0);
    private int transactionId;
    private long senderHigh;
    private long senderLow;
    private int senderPort;
    private long nowSeconds;
    private int requestOffset;

    /// @param connectionIds those that hold now; asked for each packet
    public UdpFrontend(
            Tracker tracker,
            UdpNames names,
            Supplier<ConnectionIds> connectionIds,
            TrackerTime time,
            UdpObserver observer,
            Gate gate) {
        this(tracker, names, connectionIds, time, observer, gate, new LocalAddresses(""));
    }

    /// @param localAddresses of the port
    public UdpFrontend(
            Tracker tracker,
            UdpNames names,
            Supplier<ConnectionIds> connectionIds,
            TrackerTime time,
            UdpObserver observer,
            Gate gate,
            LocalAddresses localAddresses) {
        this.tracker = tracker;
        this.names = names;
        this.connectionIds = connectionIds;
        this.time = time;
        this.observer = observer;
        this.gate = gate;
        this.believesNobody = gate.announcers().isEmpty();
        this.localAddresses = localAddresses;
    }

    @Override
    public int handle(
            ByteBuffer memory,
            int requestOffset,
            int requestLength,
            int senderOffset,
            int replyOffset) {
        this.memory = memory;
        this.requestOffset = requestOffset;
        senderHigh = memory.getLong(senderOffset);
        senderLow = memory.getLong(senderOffset + 8);
        senderPort = memory.getShort(senderOffset + 16) & 0xffff;
        nowSeconds = time.wallSeconds();
        memory.limit(requestOffset + requestLength).position(requestOffset);
        var decoded = UdpRequestCodec.decode(memory, this);
        memory.clear().position(replyOffset);
        switch (decoded) {
            case UdpDecoded.Asked(var request) -> answer(request, requestLength);
            case UdpDecoded.Refused refused -> refuse(refused);
        }
        return memory.position() - replyOffset;
    }

    private void answer(UdpRequest request, int requestLength) {
        transactionId = request.transactionId();
        if (request instanceof UdpRequest.Connect) {
            UdpResponseCodec.encodeConnected(
                    transactionId,
                    connectionIds.get().issue(senderHigh, senderLow, nowSeconds),
                    memory);
            return;
        }
        long startedNanos = time.steadyNanos().getAsLong();
        if (!gate.requests().admits(senderHigh, senderLow, startedNanos)) {
            holdBack();
            return;
        }
        switch (request) {
            case UdpRequest.Announce announce -> announce(announce, startedNanos);
            case UdpRequest.Scrape scrape -> answer(scrape);
            case UdpRequest.LookUpName lookUp ->
                    UdpResponseCodec.encode(names.lookUp(lookUp), false, memory);
            case UdpRequest.PublishName publish ->
                    names.publish(publish, sender(senderPort), requestLength);
            case UdpRequest.Connect _ -> {}
        }
    }

    private void announce(UdpRequest.Announce announce, long startedNanos) {
        var request = announce.announce();
        tracker.announce(
                request,
                believesNobody ? sender(request.port()) : announcer(request.port()),
                Transport.UDP,
                TimeUnit.NANOSECONDS.toSeconds(startedNanos),
                handOut,
                this);
        if (sampling.next()) {
            observer.onUdpAnswered(time.steadyNanos().getAsLong() - startedNanos);
        }
    }

    /// Whom the announce is for: its sender, or whom one that is believed names.
    private PeerEndpoint announcer(int port) {
        var sender = sender(port);
        if (sender instanceof PeerEndpoint.V6) {
            return sender;
        }
        var named = new PeerEndpoint.V4(memory.getInt(requestOffset + ANNOUNCED_IP_OFFSET), port);
        return AddressRanges.isHost(named) && gate.announcers().contains(sender) ? named : sender;
    }

    /// One error a second, then silence.
    private void holdBack() {
        observer.onDropped(Dropped.LIMITED);
        if (errorBudget.allows(senderHigh, senderLow, nowSeconds)) {
            refused("too many requests from this address: slow down");
        }
    }

    /// Where tokens are wanted, there is no place for one.
    private void answer(UdpRequest.Scrape request) {
        var refusal = tracker.scrapeRefusal("");
        if (refusal.isPresent()) {
            refused(refusal.get());
            return;
        }
        var entries = new ArrayList<ScrapeEntry>();
        request.scrape().infoHashes().forEach(hash -> entries.add(tracker.scrape(hash)));
        UdpResponseCodec.encode(
                new UdpResponse.Scraped(transactionId, new ScrapeResponse(entries)), false, memory);
    }

    @Override
    public void accepted(
            PeerEndpoint asker, int intervalSeconds, int minIntervalSeconds, HandOut handOut) {
        UdpResponseCodec.encodeAnnouncedHead(
                transactionId, intervalSeconds, handOut.leechers(), handOut.seeders(), memory);
        CompactPeers.putV4(handOut, memory);
        for (int i = 0; i < handOut.v6Count(); i++) {
            memory.putLong(handOut.v6High(i))
                    .putLong(handOut.v6Low(i))
                    .putShort((short) handOut.v6Port(i));
        }
    }

    @Override
    public Optional<PeerEndpoint> arrivedAt() {
        return localAddresses.toward(sender(senderPort), nowSeconds);
    }

    /// Its sender is proven.
    @Override
    public void refused(String reason) {
        UdpResponseCodec.encodeFailed(transactionId, reason, DatagramPort.MAX_REPLY_LENGTH, memory);
    }

    private void refuse(UdpDecoded.Refused refused) {
        boolean proven = refused.maxAnswerLength() == Integer.MAX_VALUE;
        observer.onDropped(
                proven
                        ? Dropped.MALFORMED
                        : refused.mayAnswer() ? Dropped.UNPROVEN : Dropped.GARBAGE);
        if (refused.mayAnswer() && errorBudget.allows(senderHigh, senderLow, nowSeconds)) {
            UdpResponseCodec.encodeFailed(
                    refused.transactionId(),
                    refused.reason(),
                    Math.min(refused.maxAnswerLength(), DatagramPort.MAX_REPLY_LENGTH),
                    memory);
        }
    }

    @Override
    public boolean accepts(long connectionId) {
        return connectionIds.get().accepts(connectionId, senderHigh, senderLow, nowSeconds);
    }

    @Override
    public void onOversized() {
        observer.onDropped(Dropped.OVERSIZED);
    }

    private PeerEndpoint sender(int port) {
        return senderHigh == 0 && senderLow >>> 32 == MAPPED_V4_HIGH_BITS
                ? new PeerEndpoint.V4((int) senderLow, port)
                : new PeerEndpoint.V6(senderHigh, senderLow, port);
    }
}
