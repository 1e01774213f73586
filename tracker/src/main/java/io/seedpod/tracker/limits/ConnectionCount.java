package io.seedpod.tracker.limits;

import io.seedpod.model.id.PeerEndpoint;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How many connections there are, in all and of each address.
public final class ConnectionCount {
    private final int most;
    private final int mostOfAddress;
    private final AddressRanges unlimited;
    private final AtomicInteger open = new AtomicInteger();
    // An entry for each address that has a connection: bounded as these are.
    private final ConcurrentHashMap<Long, Integer> ofAddress = new ConcurrentHashMap<>();

    /// @param unlimited whose connections are only counted in all
    public ConnectionCount(int most, int mostOfAddress, AddressRanges unlimited) {
        this.most = most;
        this.mostOfAddress = mostOfAddress;
        this.unlimited = unlimited;
    }

    /// What was said of a new connection. One that was admitted must `leave`.
    public enum Admission {
        ADMITTED,
        TOO_MANY,
        TOO_MANY_OF_ADDRESS
    }

    public Admission enter(PeerEndpoint from) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            return Admission.TOO_MANY;
        }
        int now = ofAddress.merge(AddressKey.of(from), 1, Integer::sum);
        if (now > mostOfAddress && !unlimited.contains(from)) {
            leave(from);
            return Admission.TOO_MANY_OF_ADDRESS;
        }
        return Admission.ADMITTED;
    }

    public void leave(PeerEndpoint from) {
        open.decrementAndGet();
        ofAddress.computeIfPresent(
                AddressKey.of(from), (_, count) -> count == 1 ? null : count - 1);
    }

    public int open() {
        return open.get();
    }
}
