package io.seedpod.benchmarks.transfer;

import java.nio.file.Path;

/// Where one side of a transfer runs: its network namespace and address, its data folder, the
/// torrent and its tracker.
public record Place(
        String namespace,
        String address,
        Path data,
        Path torrent,
        String fileName,
        String trackerUrl) {
    static final int PORT = 6881;

    Path file() {
        return data.resolve(fileName);
    }
}
