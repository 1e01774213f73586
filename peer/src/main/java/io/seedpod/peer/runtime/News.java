package io.seedpod.peer.runtime;

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
final class News {
    private final UnicastProcessor<TorrentNews> news = UnicastProcessor.create();
    private final CompletableFuture<Void> completed = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    Multi<TorrentNews> all() {
        return news;
    }

    Uni<Void> whenCompleted() {
        return Uni.createFrom().completionStage(completed);
    }

    Uni<Void> whenStopped() {
        return Uni.createFrom().completionStage(stopped);
    }

    void tell(TorrentNews event) {
        news.onNext(event);
    }

    void completed() {
        tell(new TorrentNews.Completed());
        completed.complete(null);
    }

    /// The content cannot be opened or completed: this torrent will not be complete.
    void hopeless(StorageException cause) {
        tell(new TorrentNews.StorageFailed(cause));
        completed.completeExceptionally(cause);
    }

    void stopped() {
        tell(new TorrentNews.Stopped());
        news.onComplete();
        completed.completeExceptionally(new CancellationException("torrent stopped"));
        stopped.complete(null);
    }
}
