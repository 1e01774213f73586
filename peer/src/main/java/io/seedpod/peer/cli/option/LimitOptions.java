package io.seedpod.peer.cli.option;

import io.seedpod.peer.session.SessionLimits;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How much of the machine and its network this process may use.
public final class LimitOptions {
    @Option(
            names = "--max-up",
            paramLabel = "RATE",
            converter = SizeConverter.class,
            description =
                    "Send no more than that in a second, all torrents together: bytes, or 20MiB. Default: no limit.")
    @Nullable Long maxUp;

    @Option(
            names = "--max-down",
            paramLabel = "RATE",
            converter = SizeConverter.class,
            description =
                    "Fetch no more than that in a second, all torrents together: bytes, or 20MiB. Default: no limit.")
    @Nullable Long maxDown;

    @Option(
            names = "--max-peers",
            paramLabel = "COUNT",
            description = "Connected peers of one torrent. Default: 60.")
    @Nullable Integer maxPeers;

    @Option(
            names = "--buffers",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description =
                    "Memory for pieces under way, all torrents together; four pieces of the largest torrent if that is"
                            + " more. Default: 32MiB.")
    @Nullable Long buffers;

    /// What was said; a value out of range is a usage error.
    public SessionLimits limits() {
        return new SessionLimits(
                maxUp == null ? 0 : maxUp,
                maxDown == null ? 0 : maxDown,
                maxPeers == null ? OptionalInt.empty() : OptionalInt.of(maxPeers),
                buffers == null ? OptionalLong.empty() : OptionalLong.of(buffers));
    }

    boolean isSaid() {
        return maxUp != null || maxDown != null || maxPeers != null || buffers != null;
    }
}
