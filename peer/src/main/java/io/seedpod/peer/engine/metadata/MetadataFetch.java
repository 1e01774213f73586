package io.seedpod.peer.engine.metadata;

import io.seedpod.model.wire.extension.MetadataMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the info dictionary from peers, part by part, several peers at once.
public final class MetadataFetch {
    // The size is what the first peer asked says; peers that say another size wait. The caller
    // hashes the whole. If it is wrong, nothing tells which part lied, so from then on the whole is
    // fetched from one peer at a time, and a peer that alone delivered a wrong whole is to blame.
    private static final int MAX_SIZE = 32 << 20;
    private static final int MAX_ASKED_PER_PEER = 4;
    private static final long ANSWER_NANOS = 5_000_000_000L;
    private static final long REFUSED_PAUSE_NANOS = 3_000_000_000L;
    private static final int NOBODY = 0;

    private static final class Source {
        final int connection;
        final int size;
        int asked;
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
        for (Source source : sources) {
            if (source.asked < MAX_ASKED_PER_PEER
                    && source.notBeforeNanos - nowNanos <= 0
                    && mayAsk(source)) {
                int part = nextPart();
                if (part >= 0) {
                    askedOf[part] = source.connection;
                    askedNanos[part] = nowNanos;
                    source.asked++;
                    return new PartOrder(source.connection, part);
                }
            }
        }
        return null;
    }

    private boolean mayAsk(Source source) {
        if (size == 0) {
            begin(source.size);
        }
        if (oneAtATime && only == NOBODY) {
            only = source.connection;
            begin(source.size);
        }
        return source.size == size && (!oneAtATime || only == source.connection);
    }

    private void begin(int bytes) {
        size = bytes;
        int count = (bytes - 1) / MetadataMessage.PART_LENGTH + 1;
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
        size = 0;
        Arrays.fill(askedOf, NOBODY);
        if (blamed != NOBODY) {
            left(blamed);
        } else if (sources.size() > 1) {
            sources.add(sources.removeFirst());
        }
        parts = new byte[0][];
        askedOf = new int[0];
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
