package io.seedpod.peer.runtime.torrent;

import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.peer.storage.StorageException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/// What a torrent tells `session`. Told on the home loop only.
///
/// News that nobody reads are kept: a handful per torrent, and at most one for each peer that was
/// banned.
public final class News {
    private final UnicastProcessor<TorrentNews> news = UnicastProcessor.create();
    private final CompletableFuture<Void> completed = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    public Multi<TorrentNews> all() {
        return news;
    }

    public Uni<Void> whenCompleted() {
        return Uni.createFrom().completionStage(completed);
    }

    public Uni<Void> whenStopped() {
        return Uni.createFrom().completionStage(stopped);
    }

    public void tell(TorrentNews event) {
        news.onNext(event);
    }

    public void completed() {
        tell(new TorrentNews.Completed());
        completed.complete(null);
    }

    /// The content cannot be opened or completed: this torrent will not be complete.
    public void hopeless(StorageException cause) {
        if (!completed.completeExceptionally(cause)) {
            // It was complete before more was wanted.
            tell(new TorrentNews.StorageFailed(cause));
        }
    }

    /// What the torrent wants does not exist.
    public void malformed(MetainfoException cause) {
        tell(new TorrentNews.Malformed(cause));
        completed.completeExceptionally(cause);
    }

    public void stopped() {
        tell(new TorrentNews.Stopped());
        news.onComplete();
        completed.completeExceptionally(new CancellationException("torrent stopped"));
        stopped.complete(null);
    }
}
