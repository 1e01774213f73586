package io.seedpod.peer.session.entries;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.peer.session.catalogue.Catalogue;
import io.seedpod.peer.session.catalogue.PublishedAt;
import io.seedpod.peer.session.catalogue.Replaces;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Set;
import org.jboss.logging.Logger;

/// Publishes names for the first time, and tries again while every tracker is away. On the
/// session's loop.
public final class Publisher {
    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Home home;
    private final Entries entries;
    private final Catalogue catalogue;
    private final Republisher republisher;

    public Publisher(Home home, Entries entries, Catalogue catalogue, Republisher republisher) {
        this.home = home;
        this.entries = entries;
        this.catalogue = catalogue;
        this.republisher = republisher;
    }

    /// Publishes now; done when a tracker took it. Those that were away are seen to later.
    Uni<Void> publish(Entry entry, CatalogueName name, Replaces replaces) {
        return attempt(entry, name, replaces)
                .invoke(
                        published ->
                                published
                                        .troubles()
                                        .forEach(
                                                (_, trouble) ->
                                                        LOG.warnf(
                                                                "name=%s not on every tracker yet: %s",
                                                                name, trouble)))
                .replaceWithVoid();
    }

    /// Publishes in the background until a tracker took it.
    void publishUntilDone(Entry entry, CatalogueName name, Replaces replaces) {
        publishUntilDone(entry, name, replaces, FIRST_PAUSE);
    }

    private void publishUntilDone(
            Entry entry, CatalogueName name, Replaces replaces, Duration pause) {
        attempt(entry, name, replaces)
                .subscribe()
                .with(_ -> {}, failure -> onFailure(entry, name, replaces, pause, failure));
    }

    private Uni<Catalogue.Published> attempt(Entry entry, CatalogueName name, Replaces replaces) {
        var metainfo = entry.metainfo.orElseThrow();
        return catalogue
                .publish(name, metainfo, replaces)
                .emitOn(home.loop())
                .invoke(published -> onPublished(entry, name, replaces, published));
    }

    private void onPublished(
            Entry entry, CatalogueName name, Replaces replaces, Catalogue.Published published) {
        entry.notice = null;
        entry.before = Set.of();
        if (published.clock() > 0) {
            entry.absent.keySet().removeIf(absent -> absent.name().equals(name.text()));
            published
                    .troubles()
                    .forEach(
                            (tracker, trouble) ->
                                    entry.absent.put(
                                            new Entry.Absent(name.text(), tracker), trouble));
            var itsName = new NamedEntry(entry, name.text());
            itsName.publishedAt(new PublishedAt(published.clock(), replaces.isSomething()));
            entries.save(entry);
            republisher.onPublished(itsName);
        }
    }

    private void onFailure(
            Entry entry, CatalogueName name, Replaces replaces, Duration pause, Throwable failure) {
        var message = "name %s not published: %s".formatted(name, failure.getMessage());
        if (!message.equals(entry.notice)) {
            LOG.warn(message);
        }
        entry.notice = message;
        if (failure instanceof SessionException known && known.trouble() == Trouble.TRACKER) {
            later(entry, name, replaces, pause);
        }
    }

    private void later(Entry entry, CatalogueName name, Replaces replaces, Duration pause) {
        var doubled = pause.multipliedBy(2);
        home.after(
                pause,
                () -> {
                    if (entries.all().contains(entry) && !entry.withdrawn) {
                        publishUntilDone(
                                entry,
                                name,
                                replaces,
                                doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE);
                    }
                });
    }
}
