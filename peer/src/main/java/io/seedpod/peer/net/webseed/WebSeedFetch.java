package io.seedpod.peer.net.webseed;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.webseed.WebSeedUrl;
import io.seedpod.peer.buffer.PieceBuffer;
import io.seedpod.peer.engine.talk.TorrentEffect.AskWebSeed;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentEvent.WebSeedDone;
import io.seedpod.peer.engine.talk.TorrentEvent.WebSeedFailed;
import io.seedpod.peer.engine.webseed.SeedTrouble;
import io.vertx.core.Context;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Carries out one [AskWebSeed]: one request for each file that the bytes lie in, one after the
/// other. On the torrent's home loop.
public final class WebSeedFetch implements RangeRequest.Receiver {
    private static final int ZEROS = 64 << 10;

    private final WebSeedClient client;
    private final Context context;
    private final AskWebSeed ask;
    private final InfoDict info;
    private final Consumer<TorrentEvent> events;
    private final PieceFill fill;
    private final Queue<FileSlice> slices;
    private @Nullable RangeRequest request;
    private boolean over;

    /// @param context of the torrent's home loop
    /// @param buffers of open pieces, null for others
    /// @param events hears what comes of it, on the home loop
    public WebSeedFetch(
            WebSeedClient client,
            Context context,
            AskWebSeed ask,
            InfoDict info,
            IntFunction<@Nullable PieceBuffer> buffers,
            Consumer<TorrentEvent> events) {
        this.client = client;
        this.context = context;
        this.ask = ask;
        this.info = info;
        this.events = events;
        var layout = info.layout();
        this.fill =
                new PieceFill(
                        ask.connection(),
                        layout,
                        buffers,
                        ask.pieceIndex(),
                        ask.begin(),
                        ask.length());
        long offset = layout.pieceOffset(ask.pieceIndex()) + ask.begin();
        this.slices = new ArrayDeque<>(FileSlice.of(info, offset, ask.length()));
    }

    /// Begins, later on the context.
    public void start() {
        context.runOnContext(_ -> next());
    }

    /// Gives up; no event follows.
    public void end() {
        over = true;
        fill.end();
        if (request != null) {
            request.end();
        }
    }

    private void next() {
        while (!over) {
            var slice = slices.poll();
            if (slice == null) {
                over = true;
                events.accept(new WebSeedDone(ask.connection(), ask.request()));
                return;
            }
            if (!slice.file().pad()) {
                request(slice);
                return;
            }
            pad(slice.length());
        }
    }

    private void request(FileSlice slice) {
        var seed = WebSeedUrl.parse(ask.url());
        if (seed.isEmpty()) {
            failed(new WebSeedFailure(SeedTrouble.FORBIDDEN, "no address of a web server"));
            return;
        }
        var asking = new RangeRequest(client, context, slice.at(seed.get(), info), slice, this);
        request = asking;
        asking.start();
    }

    /// Padding (BEP 47) is zeros and lies at no server.
    private void pad(long length) {
        long left = length;
        while (left > 0 && !over) {
            int count = (int) Math.min(left, ZEROS);
            left -= count;
            bytes(ByteBuffer.allocate(count));
        }
    }

    @Override
    public void bytes(ByteBuffer bytes) {
        for (var event : fill.put(bytes)) {
            events.accept(event);
        }
    }

    @Override
    public void done() {
        request = null;
        next();
    }

    @Override
    public void failed(WebSeedFailure failure) {
        if (!over) {
            end();
            events.accept(
                    new WebSeedFailed(
                            ask.connection(),
                            ask.request(),
                            failure.trouble(),
                            failure.detail(),
                            failure.retryAfterNanos()));
        }
    }
}
