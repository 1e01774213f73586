package io.seedpod.peer.engine.webseed;

import org.jspecify.annotations.Nullable;

/// One web seed: what it brought, how much it is asked for at a time, and until when it rests.
public final class WebSeed {
    // The first run is short, so that a server that is no good costs little; later ones are what it
    // brings in ten seconds. After trouble that passes it rests 30 s, or as long as it says; each
    // time without a success in between twice as long.
    private static final long SECOND = 1_000_000_000L;
    private static final int FIRST_LENGTH = 1 << 20;
    private static final int LEAST_LENGTH = 256 << 10;
    private static final int MOST_GROWTH = 4;
    private static final long RUN_SECONDS = 10;
    private static final long REST_NANOS = 30 * SECOND;
    private static final long LEAST_REST_NANOS = SECOND;
    private static final long LONGEST_REST_NANOS = 3600 * SECOND;
    private static final int MAX_DOUBLINGS = 5;

    /// Longest run asked for at once, bytes.
    public static final int LONGEST_RUN = 16 << 20;

    /// What it is doing.
    public enum State {
        IDLE,
        ASKED,
        RESTING,
        DROPPED
    }

    private final String url;
    private State state = State.IDLE;
    private @Nullable SeedTrouble trouble;
    private String detail = "";
    private long restUntilNanos;
    private long askedNanos;
    private long runLength = FIRST_LENGTH;
    private int failures;
    private long downloaded;
    private long ofThisRun;

    public WebSeed(String url) {
        this.url = url;
    }

    public String url() {
        return url;
    }

    public State state() {
        return state;
    }

    /// What was wrong last, empty while nothing is.
    public String detail() {
        return detail;
    }

    public @Nullable SeedTrouble trouble() {
        return trouble;
    }

    /// Bytes it brought.
    public long downloaded() {
        return downloaded;
    }

    /// It may be asked for something now.
    public boolean isFree(long nowNanos) {
        if (state == State.RESTING && nowNanos >= restUntilNanos) {
            state = State.IDLE;
        }
        return state == State.IDLE;
    }

    /// When it may be asked again; `Long.MAX_VALUE` while that depends on something else.
    public long deadlineNanos() {
        return state == State.RESTING ? restUntilNanos : Long.MAX_VALUE;
    }

    /// How much to ask for, at most; bytes.
    public int runLength() {
        return (int) runLength;
    }

    public void asked(long nowNanos) {
        state = State.ASKED;
        askedNanos = nowNanos;
        ofThisRun = 0;
    }

    public void brought(int bytes) {
        downloaded += bytes;
        ofThisRun += bytes;
    }

    /// All that was asked for is here.
    public void done(long nowNanos) {
        double seconds = Math.max(1e-3, (nowNanos - askedNanos) / 1e9);
        long fitting = (long) (ofThisRun / seconds * RUN_SECONDS);
        runLength =
                Math.clamp(Math.min(fitting, runLength * MOST_GROWTH), LEAST_LENGTH, LONGEST_RUN);
        failures = 0;
        trouble = null;
        detail = "";
        state = State.IDLE;
    }

    /// It is not wanted any more, through no fault of its own.
    public void left() {
        if (state == State.ASKED) {
            state = State.IDLE;
        }
    }

    /// @param retryAfterNanos how long it says to wait; 0 = it does not say
    public void failed(SeedTrouble what, String why, long retryAfterNanos, long nowNanos) {
        if (state == State.DROPPED) {
            return;
        }
        trouble = what;
        detail = why;
        if (what.isLasting()) {
            state = State.DROPPED;
            return;
        }
        state = State.RESTING;
        runLength = FIRST_LENGTH;
        long rest =
                retryAfterNanos > 0
                        ? retryAfterNanos
                        : REST_NANOS << Math.min(failures, MAX_DOUBLINGS);
        failures++;
        restUntilNanos = nowNanos + Math.clamp(rest, LEAST_REST_NANOS, LONGEST_REST_NANOS);
    }
}
