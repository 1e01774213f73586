package io.seedpod.peer.runtime;

import io.seedpod.model.tracker.Labels;
import io.seedpod.peer.buffer.PieceBufferPool;
import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.engine.talk.ConnectionLimits;
import io.seedpod.peer.net.PeerWire;
import io.seedpod.peer.net.WireOptions;
import java.util.function.Consumer;

/// What a process's runtime is opened with.
///
/// @param host address to listen on; [PeerWire#ANY_HOST] = all, IPv4 and IPv6
/// @param port 0 = a free one
/// @param bufferBudgetBytes memory for pieces under way, outside the heap
/// @param loops event loops that connections and torrents are spread over
/// @param diskThreads threads that hash and write; as many again at most read ahead for uploads
/// @param diskRetryMillis how long a fetch rests after the disk has refused
/// @param rates of all torrents together
/// @param maxPeers connected peers of one torrent
/// @param transfer how each torrent gives and takes
/// @param wire of all torrents together
/// @param labels where this process runs
public record RuntimeOptions(
        String host,
        int port,
        long bufferBudgetBytes,
        int loops,
        int diskThreads,
        long diskRetryMillis,
        RateLimits rates,
        int maxPeers,
        TransferOptions transfer,
        WireOptions wire,
        Labels labels) {
    private static final long RETRY_MILLIS = 15_000;

    public RuntimeOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
        }
        if (bufferBudgetBytes < 1 || loops < 1 || diskThreads < 1 || maxPeers < 1) {
            throw new IllegalArgumentException(
                    "bufferBudgetBytes, loops, diskThreads, maxPeers: %d, %d, %d, %d (expected: >= 1)"
                            .formatted(bufferBudgetBytes, loops, diskThreads, maxPeers));
        }
    }

    /// Any address, any port, as much as this machine's processors ask for. Few loops: connections
    /// on their torrent's own loop spare a hop for each read, and the disk threads need processors
    /// too.
    public static RuntimeOptions defaults() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new RuntimeOptions(
                PeerWire.ANY_HOST,
                0,
                PieceBufferPool.DEFAULT_BUDGET_BYTES,
                Math.clamp(processors / 2, 1, 8),
                Math.clamp(processors, 2, 8),
                RETRY_MILLIS,
                RateLimits.NONE,
                ConnectionLimits.defaults().maxConnections(),
                TransferOptions.defaults(),
                WireOptions.defaults(),
                Labels.NONE);
    }

    public RuntimeOptions withListen(String otherHost, int otherPort) {
        return changed(
                it -> {
                    it.host = otherHost;
                    it.port = otherPort;
                });
    }

    public RuntimeOptions withLoops(int count) {
        return changed(it -> it.loops = count);
    }

    public RuntimeOptions withBufferBudgetBytes(long bytes) {
        return changed(it -> it.bufferBudgetBytes = bytes);
    }

    public RuntimeOptions withDiskRetryMillis(long millis) {
        return changed(it -> it.diskRetryMillis = millis);
    }

    public RuntimeOptions withRates(RateLimits limits) {
        return changed(it -> it.rates = limits);
    }

    public RuntimeOptions withMaxPeers(int peers) {
        return changed(it -> it.maxPeers = peers);
    }

    public RuntimeOptions withTransfer(TransferOptions wanted) {
        return changed(it -> it.transfer = wanted);
    }

    public RuntimeOptions withWire(WireOptions options) {
        return changed(it -> it.wire = options);
    }

    public RuntimeOptions withLabels(Labels where) {
        return changed(it -> it.labels = where);
    }

    /// The same but for what is changed in the draft.
    private RuntimeOptions changed(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return new RuntimeOptions(
                draft.host,
                draft.port,
                draft.bufferBudgetBytes,
                draft.loops,
                draft.diskThreads,
                draft.diskRetryMillis,
                draft.rates,
                draft.maxPeers,
                draft.transfer,
                draft.wire,
                draft.labels);
    }

    /// Options that are being changed.
    private static final class Draft {
        private String host;
        private int port;
        private long bufferBudgetBytes;
        private int loops;
        private int diskThreads;
        private long diskRetryMillis;
        private RateLimits rates;
        private int maxPeers;
        private TransferOptions transfer;
        private WireOptions wire;
        private Labels labels;

        private Draft(RuntimeOptions from) {
            host = from.host;
            port = from.port;
            bufferBudgetBytes = from.bufferBudgetBytes;
            loops = from.loops;
            diskThreads = from.diskThreads;
            diskRetryMillis = from.diskRetryMillis;
            rates = from.rates;
            maxPeers = from.maxPeers;
            transfer = from.transfer;
            wire = from.wire;
            labels = from.labels;
        }
    }
}
