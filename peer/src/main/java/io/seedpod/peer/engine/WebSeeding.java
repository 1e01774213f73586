package io.seedpod.peer.engine;

import io.seedpod.peer.engine.picker.BlockRun;
import io.seedpod.peer.engine.picker.PiecePicker;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentSetup;
import io.seedpod.peer.engine.webseed.Engagement;
import io.seedpod.peer.engine.webseed.SeedTrouble;
import io.seedpod.peer.engine.webseed.WebSeed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Asks web seeds (BEP 19) for what peers do not bring; when at all is the business of
/// [Engagement].
///
/// Each seed is asked for one run of bytes at a time, 16 MiB at most, within the budget of open
/// pieces; few at once. What a peer is asked for is left alone. To the picker, to those who blame
/// and to events a web seed is a connection with a number of its own.
final class WebSeeding {
    // The blocks of a run are taken from the picker when it is asked for, and given back when it
    // ends: `owed` is what is still to come, in order. A run whose pieces were dropped meanwhile
    // goes on; what it brings for them is thrown away.
    private static final long SECOND = 1_000_000_000L;
    private static final int FIRST_NUMBER = Integer.MIN_VALUE;
    private static final int MOST_SEEDS = 16;
    private static final int MOST_AT_ONCE = 4;
    private static final long LOOK_NANOS = SECOND / 4;
    private static final long SILENCE_NANOS = 20 * SECOND;
    private static final long LONGEST_NANOS = 120 * SECOND;

    private final Content content;
    private final Swarm swarm;
    private final Download download;
    private final Outbox out;
    private final SeedRuns runs;
    private final Engagement engagement;
    private final List<WebSeed> seeds = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private int lastRequest;
    private long nextLookNanos;

    /// A run under way.
    private static final class Asked {
        final int number;
        final int request;
        final WebSeed seed;
        final ArrayDeque<BlockRun> owed;
        final long sinceNanos;
        long progressNanos;

        Asked(int number, int request, WebSeed seed, List<BlockRun> owed, long nowNanos) {
            this.number = number;
            this.request = request;
            this.seed = seed;
            this.owed = new ArrayDeque<>(owed);
            this.sinceNanos = nowNanos;
            this.progressNanos = nowNanos;
        }

        long deadlineNanos() {
            return Math.min(progressNanos + SILENCE_NANOS, sinceNanos + LONGEST_NANOS);
        }
    }

    WebSeeding(
            TorrentSetup setup,
            Content content,
            Swarm swarm,
            Download download,
            Outbox out,
            RandomGenerator random,
            long nowNanos) {
        this.content = content;
        this.swarm = swarm;
        this.download = download;
        this.out = out;
        this.runs = new SeedRuns(content, swarm, setup.options().order(), random);
        this.engagement = new Engagement(nowNanos);
        this.nextLookNanos = nowNanos;
        setup.webSeeds().stream().limit(MOST_SEEDS).forEach(url -> seeds.add(new WebSeed(url)));
    }

    /// Whether a connection's number is that of a web seed.
    static boolean isWebSeed(int connection) {
        return connection < FIRST_NUMBER + MOST_SEEDS;
    }

    /// There is one that may still be of use.
    boolean isKnown() {
        for (WebSeed seed : seeds) {
            if (seed.state() != WebSeed.State.DROPPED) {
                return true;
            }
        }
        return false;
    }

    /// The watchdog has tried everything else.
    void begin(long nowNanos) {
        engagement.begin();
        nextLookNanos = nowNanos;
    }

    List<WebSeed> seeds() {
        return seeds;
    }

    /// Bytes that web seeds brought.
    long downloaded() {
        long sum = 0;
        for (WebSeed seed : seeds) {
            sum += seed.downloaded();
        }
        return sum;
    }

    /// Blocks that web seeds are asked for.
    List<BlockRun> owed() {
        return asked.stream().flatMap(each -> each.owed.stream()).toList();
    }

    // What became of requests.

    /// Payload has arrived: from a web seed, or from a peer.
    ///
    /// @param kept it is in the piece's buffer
    void received(
            int connection, int pieceIndex, int begin, int length, boolean kept, long nowNanos) {
        if (seeds.isEmpty()) {
            return;
        }
        if (!isWebSeed(connection)) {
            if (kept) {
                engagement.peersBring(nowNanos);
            }
            return;
        }
        seeds.get(connection - FIRST_NUMBER).brought(length);
        Asked run = find(connection);
        if (run == null) {
            return;
        }
        run.progressNanos = nowNanos;
        BlockRun head = run.owed.peek();
        if (head == null || head.pieceIndex() != pieceIndex || head.begin() != begin) {
            return;
        }
        run.owed.remove();
        if (length < head.length()) {
            run.owed.addFirst(new BlockRun(pieceIndex, begin + length, head.length() - length));
        }
        if (!kept) {
            release(new BlockRun(pieceIndex, begin, Math.min(length, head.length())));
        }
    }

    void done(TorrentEvent.WebSeedDone event, long nowNanos) {
        Asked run = find(event.connection());
        if (run == null || run.request != event.request()) {
            return;
        }
        end(run);
        run.seed.done(nowNanos);
        nextLookNanos = nowNanos;
    }

    void failed(TorrentEvent.WebSeedFailed event, long nowNanos) {
        Asked run = find(event.connection());
        if (run == null || run.request != event.request()) {
            return;
        }
        end(run);
        fail(run.seed, event.trouble(), event.detail(), event.retryAfterNanos(), nowNanos);
    }

    /// It sent content whose hash is wrong.
    void guilty(int connection, String detail, long nowNanos) {
        WebSeed seed = seeds.get(connection - FIRST_NUMBER);
        Asked run = find(connection);
        if (run != null) {
            leave(run);
        }
        fail(seed, SeedTrouble.WRONG_CONTENT, detail, 0, nowNanos);
    }

    private void fail(
            WebSeed seed, SeedTrouble trouble, String detail, long retryNanos, long nowNanos) {
        boolean known = seed.state() == WebSeed.State.DROPPED;
        seed.failed(trouble, detail, retryNanos, nowNanos);
        nextLookNanos = nowNanos;
        if (!known && seed.state() == WebSeed.State.DROPPED) {
            out.add(new TorrentEffect.WebSeedDropped(seed.url(), trouble, detail));
        }
    }

    private @Nullable Asked find(int connection) {
        for (Asked run : asked) {
            if (run.number == connection) {
                return run;
            }
        }
        return null;
    }

    private void end(Asked run) {
        asked.remove(run);
        run.owed.forEach(this::release);
        PiecePicker picker = content.picker;
        if (picker != null) {
            picker.unreserve(run.number);
        }
        download.refillSoon();
    }

    private void release(BlockRun owed) {
        PiecePicker picker = content.picker;
        if (picker != null) {
            picker.release(owed.pieceIndex(), owed.begin(), owed.length());
        }
    }

    /// Ends a run that is under way, through no fault of the seed's.
    private void leave(Asked run) {
        end(run);
        run.seed.left();
        out.add(new TorrentEffect.LeaveWebSeed(run.number));
    }

    private void leaveAll() {
        List.copyOf(asked).forEach(this::leave);
    }

    // Asking.

    /// After each event: ends what is not wanted any more, asks for what is.
    void settle(boolean stopping, long nowNanos) {
        if (seeds.isEmpty()) {
            return;
        }
        PiecePicker picker = content.picker;
        if (picker == null || stopping || !mayFetch()) {
            leaveAll();
            engagement.rest();
            return;
        }
        forgetDropped(picker);
        engagement.look(!swarm.links().isEmpty(), nowNanos);
        expire(nowNanos);
        if (!engagement.isOn() || nowNanos < nextLookNanos) {
            return;
        }
        nextLookNanos = nowNanos + LOOK_NANOS;
        boolean peersTurn = engagement.isPeersTurn(nowNanos);
        if (peersTurn && runs.peersHaveAll(picker)) {
            engagement.end();
            leaveAll();
            return;
        }
        for (int i = 0; i < seeds.size() && asked.size() < MOST_AT_ONCE; i++) {
            if (seeds.get(i).isFree(nowNanos)) {
                int longest = download.passage(seeds.get(i).runLength(), nowNanos);
                if (longest == 0 || !ask(picker, i, longest, peersTurn, nowNanos)) {
                    return;
                }
            }
        }
    }

    private boolean mayFetch() {
        return download.mayFetch()
                && content.trouble == null
                && !content.draining
                && !content.isDone();
    }

    /// What was dropped, and may be opened anew, is not owed any more.
    private void forgetDropped(PiecePicker picker) {
        for (Asked run : asked) {
            if (!run.owed.isEmpty()) {
                run.owed.removeIf(owed -> !picker.isOpen(owed.pieceIndex()));
            }
        }
    }

    private void expire(long nowNanos) {
        if (asked.isEmpty()) {
            return;
        }
        for (Asked run : List.copyOf(asked)) {
            if (nowNanos >= run.deadlineNanos()) {
                leave(run);
                String why =
                        nowNanos - run.progressNanos >= SILENCE_NANOS
                                ? "sent nothing for 20 s"
                                : "takes longer than 120 s";
                fail(run.seed, SeedTrouble.TOO_SLOW, why, 0, nowNanos);
            }
        }
    }

    private boolean ask(
            PiecePicker picker, int index, int longest, boolean peersTurn, long nowNanos) {
        int number = FIRST_NUMBER + index;
        int room = Math.max(1, download.budget() / 2) - piecesOwed();
        List<BlockRun> run = runs.next(picker, number, longest, room, peersTurn);
        for (int opened : runs.opened()) {
            out.add(new TorrentEffect.OpenPiece(opened));
        }
        if (run.isEmpty()) {
            return false;
        }
        int length = 0;
        for (BlockRun part : run) {
            length += part.length();
        }
        download.passed(length);
        WebSeed seed = seeds.get(index);
        seed.asked(nowNanos);
        asked.add(new Asked(number, ++lastRequest, seed, run, nowNanos));
        BlockRun first = run.getFirst();
        out.add(
                new TorrentEffect.AskWebSeed(
                        number,
                        lastRequest,
                        seed.url(),
                        first.pieceIndex(),
                        first.begin(),
                        length));
        return true;
    }

    private int piecesOwed() {
        int pieces = 0;
        for (Asked run : asked) {
            pieces += run.owed.size();
        }
        return pieces;
    }

    long deadlineNanos() {
        if (seeds.isEmpty() || content.picker == null || !mayFetch() || !isKnown()) {
            return Long.MAX_VALUE;
        }
        long deadline = engagement.deadlineNanos();
        for (Asked run : asked) {
            deadline = Math.min(deadline, run.deadlineNanos());
        }
        if (engagement.isOn()) {
            long soonest = Long.MAX_VALUE;
            for (WebSeed seed : seeds) {
                boolean idle = seed.state() == WebSeed.State.IDLE;
                soonest = Math.min(soonest, idle ? nextLookNanos : seed.deadlineNanos());
            }
            deadline = Math.min(deadline, Math.max(soonest, nextLookNanos));
        }
        return deadline;
    }
}
