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
            names = "--max-connections",
            paramLabel = "COUNT",
            description =
                    "Connections of this process, all torrents together: each torrent has a fair share of them. Default: 500.")
    @Nullable Integer maxConnections;

    @Option(
            names = "--max-half-open",
            paramLabel = "COUNT",
            description =
                    "Peers dialled at once, all torrents together; a torrent alone never dials more than 50. Default:"
                            + " 100.")
    @Nullable Integer maxHalfOpen;

    @Option(
            names = "--upload-slots",
            paramLabel = "COUNT",
            description =
                    "Peers of one torrent that may download from here at once. Default: 20, and one more;"
                            + " while fetching 8 at most, unless a zone is given.")
    @Nullable Integer uploadSlots;

    @Option(
            names = "--fastest-first",
            description =
                    "When more peers want to download than there are slots, those that take most keep theirs."
                            + " Default: all in turn.")
    boolean fastestFirst;

    @Option(
            names = "--max-request",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description =
                    "Longest request between peers of this kind; others are asked for 16KiB at a time, always."
                            + " Default: 1MiB.")
    @Nullable Long maxRequest;

    @Option(
            names = "--preallocate",
            description =
                    "Take room on disk for all of a fetch before it begins, by writing zeros. Default: files are sparse, and"
                            + " take room as they fill.")
    boolean preallocate;

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
                optional(maxPeers),
                optional(maxConnections),
                optional(maxHalfOpen),
                optional(uploadSlots),
                fastestFirst,
                maxRequest == null
                        ? OptionalInt.empty()
                        : OptionalInt.of((int) Math.min(maxRequest, Integer.MAX_VALUE)),
                preallocate,
                buffers == null ? OptionalLong.empty() : OptionalLong.of(buffers));
    }

    private static OptionalInt optional(@Nullable Integer count) {
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    boolean isSaid() {
        return maxUp != null
                || maxDown != null
                || maxPeers != null
                || uploadSlots != null
                || fastestFirst
                || maxRequest != null
                || preallocate
                || maxConnections != null
                || maxHalfOpen != null
                || buffers != null;
    }
}
