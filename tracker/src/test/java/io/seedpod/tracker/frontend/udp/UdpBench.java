package io.seedpod.tracker.frontend.udp;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.udp.ConnectionIds;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpRequestCodec;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.model.tracker.udp.UdpResponseCodec;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.catalogue.Condition;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.core.TrackerObserver;
import io.seedpod.tracker.frontend.MemoryCatalogue;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.limits.Gate;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.policy.Policy;
import io.seedpod.tracker.spans.Spans;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A frontend on a bench: real tracker, clocks of ours, memory instead of a socket.
final class UdpBench implements UdpObserver, AutoCloseable {
    private static final int REQUEST_AT = 64;
    private static final int SENDER_AT = 4_000;
    private static final int REPLY_AT = 5_000;

    final List<Dropped> dropped = new ArrayList<>();
    final BlockingQueue<Late> late = new LinkedBlockingQueue<>();
    long wallSeconds = 1_700_000_000;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(8_192);
    private final MemorySwarms swarms =
            new MemorySwarms(new MemorySwarms.Limits(10_000, 1_000, 10_000), 5);
    private final MemoryCatalogue store = new MemoryCatalogue();
    private final UdpFrontend frontend;
    private int requestLength;

    /// A reply that came by itself.
    record Late(List<Byte> bytes, PeerEndpoint to) {
        byte[] packet() {
            var packet = new byte[bytes.size()];
            for (int i = 0; i < packet.length; i++) {
                packet[i] = bytes.get(i);
            }
            return packet;
        }

        UdpResponse decoded() {
            return UdpResponseCodec.decode(ByteBuffer.wrap(packet()), false).orElseThrow();
        }
    }

    long steadyNanos;

    /// May be exchanged, as a key file is.
    ConnectionIds ids = new ConnectionIds(new byte[ConnectionIds.KEY_LENGTH]);

    UdpBench(Optional<String> token) {
        this(token, Gate.OPEN);
    }

    UdpBench(Optional<String> token, Gate gate) {
        var tracker =
                new Tracker(
                        Policy.OPEN, new Heartbeats(15, 300, 60, 1), swarms, TrackerObserver.NONE);
        var time = new TrackerTime(new Wall(), () -> steadyNanos);
        frontend =
                new UdpFrontend(
                        tracker,
                        new UdpNames(new Catalogue(store, token), tracker, this::onLate, Spans.OFF),
                        () -> ids,
                        time,
                        this,
                        gate);
    }

    /// As the system's clock, it tells milliseconds without making an instant.
    private final class Wall implements InstantSource {
        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public long millis() {
            return wallSeconds * 1_000;
        }
    }

    private void onLate(ByteBuffer packet, PeerEndpoint to) {
        var bytes = new ArrayList<Byte>();
        while (packet.hasRemaining()) {
            bytes.add(packet.get());
        }
        late.add(new Late(bytes, to));
    }

    Late awaitLate() {
        try {
            var next = late.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no reply within 30 s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Puts a request where `repeat` finds it.
    void load(PeerEndpoint from, byte[] request) {
        requestLength = request.length;
        memory.clear();
        memory.put(REQUEST_AT, request);
        switch (from) {
            case PeerEndpoint.V4(int address, int port) ->
                    memory.putLong(SENDER_AT, 0)
                            .putInt(SENDER_AT + 8, 0xffff)
                            .putInt(SENDER_AT + 12, address)
                            .putShort(SENDER_AT + 16, (short) port);
            case PeerEndpoint.V6(long high, long low, int port) ->
                    memory.putLong(SENDER_AT, high)
                            .putLong(SENDER_AT + 8, low)
                            .putShort(SENDER_AT + 16, (short) port);
        }
    }

    int repeat() {
        return frontend.handle(memory, REQUEST_AT, requestLength, SENDER_AT, REPLY_AT);
    }

    byte[] ask(PeerEndpoint from, byte[] request) {
        load(from, request);
        var reply = new byte[repeat()];
        memory.get(REPLY_AT, reply);
        return reply;
    }

    Optional<UdpResponse> ask(PeerEndpoint from, UdpRequest request) {
        byte[] reply = ask(from, UdpRequestCodec.encode(request));
        return reply.length == 0
                ? Optional.empty()
                : UdpResponseCodec.decode(ByteBuffer.wrap(reply), from instanceof PeerEndpoint.V6);
    }

    long connect(PeerEndpoint from) {
        return ask(from, new UdpRequest.Connect(1))
                .map(UdpResponse.Connected.class::cast)
                .orElseThrow()
                .connectionId();
    }

    /// Enters a seeder past the frontend.
    void enter(PeerEndpoint peer, InfoHash swarm) {
        var handOut = new HandOut(1);
        handOut.begin(0, false);
        swarms.announce(
                new AnnounceRequest(
                        swarm, new PeerId(1, 2, 3), 0, 0, 0, AnnounceEvent.NONE, 0, 0, peer.port()),
                peer,
                0,
                100,
                handOut);
    }

    @Override
    public void onDropped(Dropped why) {
        dropped.add(why);
    }

    @Override
    public void close() {
        store.close();
    }

    void delete(CatalogueName name) {
        store.delete(name, Condition.NONE).await().indefinitely();
    }
}
