package io.seedpod.peer.runtime;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.buffer.PieceBuffer;
import io.seedpod.peer.engine.talk.TorrentEffect.AskWebSeed;
import io.seedpod.peer.net.webseed.WebSeedClient;
import io.seedpod.peer.net.webseed.WebSeedFetch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one torrent fetches from web seeds now. On its home loop.
final class WebSeedLinks {
    private final TorrentLoop loop;
    private final WebSeedClient client;
    private final Supplier<Optional<InfoDict>> info;
    private final IntFunction<@Nullable PieceBuffer> buffers;
    private final Map<Integer, WebSeedFetch> fetches = new HashMap<>();

    WebSeedLinks(
            TorrentLoop loop,
            WebSeedClient client,
            Supplier<Optional<InfoDict>> info,
            IntFunction<@Nullable PieceBuffer> buffers) {
        this.loop = loop;
        this.client = client;
        this.info = info;
        this.buffers = buffers;
    }

    void ask(AskWebSeed ask) {
        leave(ask.connection());
        var fetch =
                new WebSeedFetch(
                        client, loop.context(), ask, info.get().orElseThrow(), buffers, loop::post);
        fetches.put(ask.connection(), fetch);
        fetch.start();
    }

    void leave(int connection) {
        var fetch = fetches.remove(connection);
        if (fetch != null) {
            fetch.end();
        }
    }

    void leaveAll() {
        List.copyOf(fetches.keySet()).forEach(this::leave);
    }
}
