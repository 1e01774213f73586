package io.seedpod.peer.runtime;

import io.seedpod.model.tracker.Labels;
import io.seedpod.peer.buffer.PieceBufferPool;
import io.seedpod.peer.engine.ConnectionLimits;
import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.net.PeerWire;
import io.seedpod.peer.net.WireOptions;

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
        return new RuntimeOptions(
                otherHost,
                otherPort,
                bufferBudgetBytes,
                loops,
                diskThreads,
                diskRetryMillis,
                rates,
                maxPeers,
                transfer,
                wire,
                labels);
    }

    public RuntimeOptions withLoops(int count) {
        return new RuntimeOptions(
                host,
                port,
                bufferBudgetBytes,
                count,
                diskThreads,
                diskRetryMillis,
                rates,
                maxPeers,
                transfer,
                wire,
                labels);
    }

    public RuntimeOptions withBufferBudgetBytes(long bytes) {
        return new RuntimeOptions(
                host,
                port,
                bytes,
                loops,
                diskThreads,
                diskRetryMillis,
                rates,
                maxPeers,
                transfer,
                wire,
                labels);
    }

    public RuntimeOptions withDiskRetryMillis(long millis) {
        return new RuntimeOptions(
                host,
                port,
                bufferBudgetBytes,
                loops,
                diskThreads,
                millis,
                rates,
                maxPeers,
                transfer,
                wire,
                labels);
    }

    public RuntimeOptions withRates(RateLimits limits) {
        return new RuntimeOptions(
                host,
                port,
                bufferBudgetBytes,
                loops,
                diskThreads,
                diskRetryMillis,
                limits,
                maxPeers,
                transfer,
                wire,
                labels);
    }

    public RuntimeOptions withMaxPeers(int peers) {
        return new RuntimeOptions(
                host,
                port,
                bufferBudgetBytes,
                loops,
                diskThreads,
                diskRetryMillis,
                rates,
                peers,
                transfer,
                wire,
                labels);
    }

    public RuntimeOptions withTransfer(TransferOptions wanted) {
        return new RuntimeOptions(
                host,
                port,
                bufferBudgetBytes,
                loops,
                diskThreads,
                diskRetryMillis,
                rates,
                maxPeers,
                wanted,
                wire,
                labels);
    }

    public RuntimeOptions withWire(WireOptions options) {
        return new RuntimeOptions(
                host,
                port,
                bufferBudgetBytes,
                loops,
                diskThreads,
                diskRetryMillis,
                rates,
                maxPeers,
                transfer,
                options,
                labels);
    }

    public RuntimeOptions withLabels(Labels where) {
        return new RuntimeOptions(
                host,
                port,
                bufferBudgetBytes,
                loops,
                diskThreads,
                diskRetryMillis,
                rates,
                maxPeers,
                transfer,
                wire,
                where);
    }
}
