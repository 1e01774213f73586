package io.seedpod.peer.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `POST /api/v1/torrents` takes: exactly one of `share`, `fetch` and `seed`.
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AddTorrent(@Nullable Share share, @Nullable Fetch fetch, @Nullable Seed seed) {
    /// Share what lies at a path of the daemon's machine.
    ///
    /// @param name absent: the file's own name
    /// @param hybrid for v2 peers, too (BEP 52); absent: v1 alone
    /// @param webSeeds addresses that serve it over HTTP (BEP 19); absent: none
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Share(
            String path,
            @Nullable String name,
            boolean replace,
            @Nullable Boolean hybrid,
            @Nullable List<String> webSeeds) {}

    /// Fetch a name, magnet link or infohash, or the torrent given in base64.
    ///
    /// @param output an existing folder, a path ending in `/`, or the content's own path; absent:
    ///     the daemon's folder
    /// @param size bytes; a torrent of another size is refused
    /// @param inOrder from the first byte to the last, for whoever reads along
    /// @param maxUp bytes this torrent sends per second; absent or 0: what the daemon allows
    /// @param maxDown the same, fetched
    /// @param pieces `output` is a folder that gets a file for each piece
    /// @param held load it, and fetch nothing but what is ordered
    /// @param files which of them, and which first: rules `PRIORITY=PATTERN`, the later going
    ///     before the earlier, of `high`, `normal`, `low` and `skip`
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Fetch(
            @Nullable String source,
            @Nullable String torrent,
            @Nullable String output,
            @Nullable Long size,
            @Nullable Boolean inOrder,
            @Nullable Long maxUp,
            @Nullable Long maxDown,
            @Nullable Boolean pieces,
            @Nullable Boolean held,
            @Nullable List<String> files) {}

    /// Seed the torrent given in base64 from content at a path of the daemon's machine.
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Seed(String torrent, String data) {}

    public static AddTorrent of(Share share) {
        return new AddTorrent(share, null, null);
    }

    public static AddTorrent of(Fetch fetch) {
        return new AddTorrent(null, fetch, null);
    }

    public static AddTorrent of(Seed seed) {
        return new AddTorrent(null, null, seed);
    }
}
