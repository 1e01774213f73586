package io.seedpod.peer.session;

import io.seedpod.model.id.CatalogueName;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Publishes names, and tries again where a tracker was away. On the session's loop.
final class Publisher {
    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Home home;
    private final Entries entries;
    private final Catalogue catalogue;

    Publisher(Home home, Entries entries, Catalogue catalogue) {
        this.home = home;
        this.entries = entries;
        this.catalogue = catalogue;
    }

    /// Publishes now; done when a tracker took it. Those that were away are tried again in the
    /// background.
    Uni<Void> publish(Entry entry, CatalogueName name, boolean replace) {
        return attempt(entry, name, replace)
                .invoke(
                        published -> {
                            if (!published.troubles().isEmpty()) {
                                LOG.warnf(
                                        "name=%s not on every tracker yet: %s",
                                        name, published.troubles().getFirst());
                                later(entry, name, replace, FIRST_PAUSE);
                            }
                        })
                .replaceWithVoid();
    }

    /// Publishes in the background until every tracker took it.
    void publishUntilDone(Entry entry, CatalogueName name, boolean replace) {
        publishUntilDone(entry, name, replace, FIRST_PAUSE);
    }

    private void publishUntilDone(
            Entry entry, CatalogueName name, boolean replace, Duration pause) {
        attempt(entry, name, replace)
                .subscribe()
                .with(
                        published -> {
                            if (!published.troubles().isEmpty()) {
                                later(entry, name, replace, pause);
                            }
                        },
                        failure -> onFailure(entry, name, replace, pause, failure));
    }

    private Uni<Catalogue.Published> attempt(Entry entry, CatalogueName name, boolean replace) {
        var metainfo = entry.metainfo.orElseThrow();
        return catalogue
                .publish(name, metainfo, replace)
                .emitOn(home.loop())
                .invoke(
                        published ->
                                entry.notice =
                                        published.troubles().isEmpty()
                                                ? null
                                                : published.troubles().getFirst());
    }

    private void onFailure(
            Entry entry, CatalogueName name, boolean replace, Duration pause, Throwable failure) {
        var message = "name %s not published: %s".formatted(name, failure.getMessage());
        if (!message.equals(entry.notice)) {
            LOG.warn(message);
        }
        entry.notice = message;
        if (failure instanceof SessionException known && known.trouble() == Trouble.TRACKER) {
            later(entry, name, replace, pause);
        }
    }

    private void later(Entry entry, CatalogueName name, boolean replace, Duration pause) {
        var doubled = pause.multipliedBy(2);
        home.after(
                pause,
                () -> {
                    if (entries.all().contains(entry)) {
                        publishUntilDone(
                                entry,
                                name,
                                replace,
                                doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE);
                    }
                });
    }
}
