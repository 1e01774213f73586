package io.seedpod.peer.engine.exchange;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.wire.extension.PexMessage;
import io.seedpod.model.wire.extension.PexMessage.Added;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one peer was told of the others (BEP 11), and how often it may tell us. One per
/// connection.
public final class ExchangeDiary {
    // `told` is what the peer believes to be connected: only what was added and not dropped since.
    // Each message moves it towards what is present now, by MAX_CHANGES each way at most; what does
    // not fit waits for the next.

    /// Most peers added, and dropped, in one message of ours, as BEP 11 wants; and most that are
    /// believed of one message of theirs.
    public static final int MAX_CHANGES = 50;

    private static final long SECOND = 1_000_000_000L;
    private static final long FIRST_NANOS = 5 * SECOND;
    private static final long PAUSE_NANOS = 60 * SECOND;

    /// Others count their minutes less exactly than we do.
    private static final long THEIR_PAUSE_NANOS = 45 * SECOND;

    private static final int MAX_EARLY = 60;
    private static final int NEVER = 0;

    private final Set<PeerEndpoint> told = new HashSet<>();
    private int extensionId = NEVER;
    private long nextNanos = Long.MAX_VALUE;
    private long readNanos;
    private boolean read;
    private int early;

    /// The number the peer wants these messages under; 0 when it wants none (any more).
    public void speaks(int id, long nowNanos) {
        if (extensionId == NEVER && id != NEVER) {
            nextNanos = told.isEmpty() ? nowNanos + FIRST_NANOS : nowNanos + PAUSE_NANOS;
        } else if (id == NEVER) {
            nextNanos = Long.MAX_VALUE;
        }
        extensionId = id;
    }

    /// The number to put on messages, 0 when the peer does not take any.
    public int extensionId() {
        return extensionId;
    }

    /// When there may be something to tell; `Long.MAX_VALUE` = never.
    public long deadlineNanos() {
        return nextNanos;
    }

    /// What to tell now; null when it is not time or nothing has changed.
    ///
    /// @param present everybody else who is connected and can be dialled
    public @Nullable PexMessage next(List<Added> present, long nowNanos) {
        if (nowNanos < nextNanos) {
            return null;
        }
        nextNanos = nowNanos + PAUSE_NANOS;
        Map<PeerEndpoint, Added> now = new HashMap<>();
        present.forEach(each -> now.put(each.endpoint(), each));
        List<PeerEndpoint> dropped =
                told.stream()
                        .filter(endpoint -> !now.containsKey(endpoint))
                        .limit(MAX_CHANGES)
                        .toList();
        List<Added> added = new ArrayList<>();
        for (Added each : now.values()) {
            if (added.size() < MAX_CHANGES && !told.contains(each.endpoint())) {
                added.add(each);
            }
        }
        dropped.forEach(told::remove);
        added.forEach(each -> told.add(each.endpoint()));
        return added.isEmpty() && dropped.isEmpty() ? null : new PexMessage(added, dropped);
    }

    /// Whether a message that comes now is worth reading: one a minute is, what comes in between
    /// is ignored.
    public boolean mayRead(long nowNanos) {
        if (read && nowNanos - readNanos < THEIR_PAUSE_NANOS) {
            early++;
            return false;
        }
        read = true;
        readNanos = nowNanos;
        early = 0;
        return true;
    }

    /// So many came too early that it can be no mistake.
    public boolean isFlooding() {
        return early > MAX_EARLY;
    }
}
