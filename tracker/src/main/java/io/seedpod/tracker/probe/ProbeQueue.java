package io.seedpod.tracker.probe;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.core.TrackerObserver;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.policy.Refusal;
import io.seedpod.tracker.swarm.HandOut;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Notes which of the peers just handed out should be asked whether they still listen. Called after
/// the reply is on its way, by several threads; waits for nobody, and beyond its bound forgets.
public final class ProbeQueue implements TrackerObserver {
    /// Ten seconds' worth at the pace of a plan.
    static final int CAPACITY = 512;

    private static final int PLACES = 4_096;
    private static final long NEVER = Long.MIN_VALUE;

    private final ProbeRules rules;
    private final LongSupplier nanos;
    private final ProbeObserver observer;
    private final ArrayBlockingQueue<Probe> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean awake = new AtomicBoolean();

    // A peer that is silent is handed out over and over: when an address was last noted, so that it
    // is not noted again for each announce. Addresses that share a place share the pause too.
    private final AtomicLongArray notedNanos = new AtomicLongArray(PLACES);
    private volatile Runnable onFirst = () -> {};

    /// @param nanos a steady clock
    public ProbeQueue(ProbeRules rules, LongSupplier nanos, ProbeObserver observer) {
        this.rules = rules;
        this.nanos = nanos;
        this.observer = observer;
        for (int place = 0; place < PLACES; place++) {
            notedNanos.set(place, NEVER);
        }
    }

    @Override
    public void accepted(
            AnnounceRequest request, PeerEndpoint asker, Transport transport, HandOut handOut) {
        if (!handOut.hasSilent()) {
            return;
        }
        for (int i = 0; i < handOut.v4Count(); i++) {
            if (handOut.isV4Silent(i) && isDue(handOut.v4Address(i))) {
                note(
                        request.infoHash(),
                        new PeerEndpoint.V4(handOut.v4Address(i), handOut.v4Port(i)));
            }
        }
        for (int i = 0; i < handOut.v6Count(); i++) {
            if (handOut.isV6Silent(i) && isDue(handOut.v6High(i) ^ handOut.v6Low(i))) {
                note(
                        request.infoHash(),
                        new PeerEndpoint.V6(
                                handOut.v6High(i), handOut.v6Low(i), handOut.v6Port(i)));
            }
        }
    }

    private boolean isDue(long address) {
        int place = (int) ((address * 0x9e3779b97f4a7c15L) >>> 52);
        long before = notedNanos.get(place);
        long now = nanos.getAsLong();
        return (before == NEVER || now - before >= ProbePlan.ADDRESS_PAUSE_NANOS)
                && notedNanos.compareAndSet(place, before, now);
    }

    private void note(InfoHash infoHash, PeerEndpoint peer) {
        if (!rules.allow(peer)) {
            return;
        }
        if (!waiting.offer(new Probe(infoHash, peer))) {
            observer.onProbe(ProbeOutcome.DROPPED);
        }
        if (awake.compareAndSet(false, true)) {
            onFirst.run();
        }
    }

    @Override
    public void refused(
            AnnounceRequest request, PeerEndpoint asker, Transport transport, Refusal why) {}

    /// @param onFirst run on the announcing thread when there is something to do again; it must not
    ///     block
    void wake(Runnable onFirst) {
        this.onFirst = onFirst;
    }

    /// The next, or null: then the reader sleeps until it is woken.
    @Nullable Probe poll() {
        Probe next = waiting.poll();
        if (next != null) {
            return next;
        }
        awake.set(false);
        // One may have come in between, and found us awake.
        return !waiting.isEmpty() && awake.compareAndSet(false, true) ? waiting.poll() : null;
    }
}
