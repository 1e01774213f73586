package io.seedpod.peer.engine.metadata;

import io.seedpod.model.wire.extension.MetadataMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the info dictionary from peers, part by part, several peers at once.
public final class MetadataFetch {
    // Every late answer, refusal or part of a wrong length is a strike against its peer; those with
    // fewest strikes are asked first. The size is that of a peer with few strikes; it changes when
    // all who say so have many more than somebody who says otherwise. The caller hashes the whole.
    // If it is wrong, nothing tells which part lied: from then on the whole is fetched from one
    // peer at a time, and one that alone delivered a wrong whole is to blame. So one honest peer
    // among any others is enough.
    private static final int MAX_SIZE = 32 << 20;
    private static final int MAX_ASKED_PER_PEER = 4;
    private static final long ANSWER_NANOS = 5_000_000_000L;
    private static final long REFUSED_PAUSE_NANOS = 3_000_000_000L;
    private static final int TOLERATED_STRIKES = 2;
    private static final int NOBODY = 0;

    private static final class Source {
        final int connection;
        final int size;
        int asked;
        int strikes;
        long notBeforeNanos;

        Source(int connection, int size) {
            this.connection = connection;
            this.size = size;
        }
    }

    private final List<Source> sources = new ArrayList<>();
    private int size;
    private byte[] @Nullable [] parts = new byte[0][];
    private int[] askedOf = new int[0];
    private int[] cameFrom = new int[0];
    private long[] askedNanos = new long[0];
    private int received;
    private boolean oneAtATime;
    private int only = NOBODY;
    private long lastPollNanos;

    /// A peer says it has the metadata. Says whether such a size is acceptable.
    public boolean offered(int connection, long bytes, long nowNanos) {
        if (bytes <= 0 || bytes > MAX_SIZE) {
            return false;
        }
        if (find(connection) == null) {
            Source source = new Source(connection, (int) bytes);
            source.notBeforeNanos = nowNanos;
            sources.add(source);
        }
        return true;
    }

    /// The peer is gone; what it owes is asked of others.
    public void left(int connection) {
        sources.removeIf(source -> source.connection == connection);
        if (only == connection) {
            only = NOBODY;
        }
        for (int part = 0; part < askedOf.length; part++) {
            if (askedOf[part] == connection) {
                askedOf[part] = NOBODY;
            }
        }
    }

    /// The next part to ask for, null when nothing is to be asked now.
    public @Nullable PartOrder poll(long nowNanos) {
        lastPollNanos = nowNanos;
        expire(nowNanos);
        Source source = next(nowNanos);
        int part = source == null ? -1 : nextPart();
        if (source == null || part < 0) {
            return null;
        }
        askedOf[part] = source.connection;
        askedNanos[part] = nowNanos;
        source.asked++;
        return new PartOrder(source.connection, part);
    }

    /// Whom to ask: of those that may be asked now, the one with fewest strikes.
    private @Nullable Source next(long nowNanos) {
        chooseSize();
        Source best = null;
        for (Source source : sources) {
            if (source.size == size
                    && source.asked < MAX_ASKED_PER_PEER
                    && source.notBeforeNanos <= nowNanos
                    && (!oneAtATime || only == NOBODY || only == source.connection)
                    && (best == null || source.strikes < best.strikes)) {
                best = source;
            }
        }
        if (best != null && oneAtATime && only == NOBODY) {
            only = best.connection;
            begin(best.size);
        }
        return best;
    }

    private void chooseSize() {
        Source best = null;
        int strikesOfSize = Integer.MAX_VALUE;
        for (Source source : sources) {
            if (best == null || source.strikes < best.strikes) {
                best = source;
            }
            if (source.size == size) {
                strikesOfSize = Math.min(strikesOfSize, source.strikes);
            }
        }
        if (best != null && best.size != size && strikesOfSize - TOLERATED_STRIKES > best.strikes) {
            begin(best.size);
            only = NOBODY;
        }
    }

    private void begin(int bytes) {
        size = bytes;
        int count = Math.ceilDiv(bytes, MetadataMessage.PART_LENGTH);
        parts = new byte[count][];
        askedOf = new int[count];
        cameFrom = new int[count];
        askedNanos = new long[count];
        received = 0;
        sources.forEach(source -> source.asked = 0);
    }

    private int nextPart() {
        for (int part = 0; part < parts.length; part++) {
            if (parts[part] == null && askedOf[part] == NOBODY) {
                return part;
            }
        }
        return -1;
    }

    /// A part came. Wrong sizes and parts nobody asked for are ignored.
    public void received(int connection, int part, byte[] bytes) {
        if (part >= parts.length || askedOf[part] != connection || parts[part] != null) {
            return;
        }
        answered(connection, part);
        if (bytes.length == partLength(part)) {
            parts[part] = bytes;
            cameFrom[part] = connection;
            received++;
        } else {
            strike(connection);
        }
    }

    /// The peer refuses a part: others are asked, and this one again after a pause.
    public void refused(int connection, int part, long nowNanos) {
        if (part < parts.length && askedOf[part] == connection) {
            answered(connection, part);
            Source source = find(connection);
            if (source != null) {
                source.notBeforeNanos = nowNanos + REFUSED_PAUSE_NANOS;
            }
            strike(connection);
        }
    }

    private void strike(int connection) {
        Source source = find(connection);
        if (source != null) {
            source.strikes++;
        }
        if (only == connection) {
            only = NOBODY;
        }
    }

    /// The whole info dictionary, not yet verified; null while parts are missing.
    public byte @Nullable [] whole() {
        if (size == 0 || received < parts.length) {
            return null;
        }
        byte[] whole = new byte[size];
        int position = 0;
        for (byte[] part : parts) {
            if (part != null) {
                System.arraycopy(part, 0, whole, position, part.length);
                position += part.length;
            }
        }
        return whole;
    }

    /// The whole was wrong: begin again. Returns the connection to blame, 0 when that is not clear.
    public int wrong() {
        int blamed = cameFrom[0];
        for (int connection : cameFrom) {
            blamed = connection == blamed ? blamed : NOBODY;
        }
        oneAtATime = true;
        only = NOBODY;
        begin(0);
        if (blamed != NOBODY) {
            left(blamed);
        }
        return blamed;
    }

    public long deadlineNanos() {
        long deadline = Long.MAX_VALUE;
        for (int part = 0; part < askedOf.length; part++) {
            if (askedOf[part] != NOBODY) {
                deadline = Math.min(deadline, askedNanos[part] + ANSWER_NANOS);
            }
        }
        for (Source source : sources) {
            if (source.notBeforeNanos > lastPollNanos) {
                deadline = Math.min(deadline, source.notBeforeNanos);
            }
        }
        return deadline;
    }

    private void expire(long nowNanos) {
        for (int part = 0; part < askedOf.length; part++) {
            if (askedOf[part] != NOBODY && nowNanos - askedNanos[part] >= ANSWER_NANOS) {
                refused(askedOf[part], part, nowNanos);
            }
        }
    }

    private void answered(int connection, int part) {
        askedOf[part] = NOBODY;
        Source source = find(connection);
        if (source != null) {
            source.asked--;
        }
    }

    private int partLength(int part) {
        return Math.min(MetadataMessage.PART_LENGTH, size - part * MetadataMessage.PART_LENGTH);
    }

    private @Nullable Source find(int connection) {
        for (Source source : sources) {
            if (source.connection == connection) {
                return source;
            }
        }
        return null;
    }
}
