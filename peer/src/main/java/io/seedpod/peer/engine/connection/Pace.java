package io.seedpod.peer.engine.connection;

/// How fast one peer answers us: how much to ask ahead, how long a request may be, when it counts
/// as stuck.
public final class Pace {
    // The rate is measured over time in which the peer owed us something, so waiting for work does
    // not lower it. The depth is what the peer sends in the seconds of its queue and in the time
    // of its quickest answer ever: that one had no queue before it, so it stands for the path. (A
    // mean would not do: answers take as long as our own queue is deep, and the two would drive
    // each other up.) Since that is more than the pipe holds, a rate limited by our own depth grows
    // until it is not.
    //
    // Who answers when there is something to answer needs little. Others answer in pulses, as
    // Transmission does twice a second: a queue that lasts for less than two of them makes its own
    // rate, and shrinks with it.
    private static final double QUEUE_SECONDS = 2;
    private static final double SHORT_QUEUE_SECONDS = 0.1;
    private static final double RUN_SECONDS = 0.25;
    private static final int BLOCK_LENGTH = 1 << 14;
    private static final int MIN_DEPTH = 4 * BLOCK_LENGTH;
    private static final int FIRST_DEPTH = 1 << 20;
    private static final int SHORT_FIRST_DEPTH = 1 << 18;
    private static final int FIRST_RUN = 16 * BLOCK_LENGTH;
    private static final int RUNS_IN_DEPTH = 4;
    private static final long SAMPLE_NANOS = 50_000_000L;
    private static final long FIRST_PATIENCE_NANOS = 3_000_000_000L;
    private static final long MIN_PATIENCE_NANOS = 2_000_000_000L;
    private static final long MAX_PATIENCE_NANOS = 10_000_000_000L;
    private static final int PATIENCE_ANSWERS = 4;

    private final int maxDepthBytes;
    private double queueSeconds = QUEUE_SECONDS;
    private int firstDepth = FIRST_DEPTH;
    private double rateBytesPerSecond;
    private long sampleBytes;
    private long sampleNanos;
    private long progressNanos;
    private double answerNanos;
    private double quickestNanos;
    private boolean snubbed;

    public Pace(int maxDepthBytes) {
        this.maxDepthBytes = maxDepthBytes;
    }

    /// The peer answers as soon as it can: what is asked of it need not last long.
    public void answersAtOnce() {
        queueSeconds = SHORT_QUEUE_SECONDS;
        firstDepth = SHORT_FIRST_DEPTH;
    }

    /// A request goes out; `idle` when nothing else was owed.
    public void asked(boolean idle, long nowNanos) {
        if (idle) {
            progressNanos = nowNanos;
        }
    }

    /// Payload came, of a request sent at `sentNanos`.
    public void answered(int bytes, long sentNanos, long nowNanos) {
        snubbed = false;
        sampleBytes += bytes;
        sampleNanos += nowNanos - progressNanos;
        progressNanos = nowNanos;
        if (sampleNanos >= SAMPLE_NANOS) {
            double sample = sampleBytes * 1e9 / sampleNanos;
            double weight = rateBytesPerSecond == 0 ? 1 : 0.4;
            rateBytesPerSecond += weight * (sample - rateBytesPerSecond);
            sampleBytes = 0;
            sampleNanos = 0;
        }
        double took = nowNanos - sentNanos;
        answerNanos += answerNanos == 0 ? took : 0.2 * (took - answerNanos);
        quickestNanos = quickestNanos == 0 ? took : Math.min(took, quickestNanos);
    }

    /// The peer said something that explains the wait: choke, reject.
    public void excused(long nowNanos) {
        progressNanos = nowNanos;
    }

    public double rateBytesPerSecond() {
        return rateBytesPerSecond;
    }

    /// How many bytes may be asked for and not yet received.
    public int depthBytes() {
        if (snubbed) {
            return BLOCK_LENGTH;
        }
        if (rateBytesPerSecond == 0) {
            return Math.min(firstDepth, maxDepthBytes);
        }
        double wanted = rateBytesPerSecond * (queueSeconds + quickestSeconds());
        return (int) Math.max(MIN_DEPTH, Math.min(maxDepthBytes, wanted));
    }

    private double quickestSeconds() {
        return Math.min(quickestNanos / 1e9, queueSeconds);
    }

    /// How long one request may be: what the peer sends in a quarter second, and a part of the
    /// depth.
    public int runLength(int maxRequestLength) {
        double run = rateBytesPerSecond == 0 ? FIRST_RUN : rateBytesPerSecond * RUN_SECONDS;
        double limit = Math.min(run, (double) depthBytes() / RUNS_IN_DEPTH);
        int blocks = (int) Math.max(1, Math.min(limit, maxRequestLength) / BLOCK_LENGTH);
        return blocks * BLOCK_LENGTH;
    }

    /// When a peer that owes us something and shows no progress is snubbed.
    public long patienceEndsNanos() {
        double patience = answerNanos == 0 ? FIRST_PATIENCE_NANOS : PATIENCE_ANSWERS * answerNanos;
        return progressNanos
                + (long) Math.max(MIN_PATIENCE_NANOS, Math.min(MAX_PATIENCE_NANOS, patience));
    }

    /// When the peer last made progress, or was asked after owing nothing.
    public long progressNanos() {
        return progressNanos;
    }

    /// It owes us blocks and sends none.
    public boolean snubbed() {
        return snubbed;
    }

    /// Past slowness is forgotten: it is asked like any other.
    public void forgive(long nowNanos) {
        snubbed = false;
        progressNanos = nowNanos;
    }

    public void snub() {
        snubbed = true;
    }

    /// Seconds until `bytes` more would have come, after `queued` that are owed.
    public double secondsFor(long queued, int bytes) {
        return rateBytesPerSecond == 0
                ? Double.POSITIVE_INFINITY
                : (queued + bytes) / rateBytesPerSecond;
    }
}
