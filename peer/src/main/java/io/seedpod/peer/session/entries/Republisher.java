package io.seedpod.peer.session.entries;

import io.seedpod.model.tracker.NameEntry;
import io.seedpod.peer.net.tracker.TrackerException;
import io.seedpod.peer.net.tracker.TrackerException.Kind;
import io.seedpod.peer.session.catalogue.Catalogue;
import io.seedpod.peer.session.catalogue.PublishedAt;
import io.seedpod.peer.session.catalogue.TrackerNames;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// Sees that every tracker of ours knows the names of what we share. On the session's loop.
///
/// Every ten seconds it asks each tracker for one of the names, in turn; for so many that each is
/// asked for within ten minutes. A tracker that does not answer, is new, or has lost a name is
/// asked for all of them at its next answer. What is missing or older there is published again
/// with the clock it was published with: that is never a conflict, and brings back nothing that was
/// deleted.
///
/// What we made is published again at once, what we fetched only if it is still missing a round
/// later: its publisher goes first, and not all who hold it come at once.
public final class Republisher {
    private static final Logger LOG = Logger.getLogger(Republisher.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int ROUNDS = 60;
    private static final int LANES = 8;

    private final Home home;
    private final Entries entries;
    private final Catalogue catalogue;
    private final LongSupplier nanoTime;
    private final Map<String, Standing> standings = new HashMap<>();
    private boolean running;

    /// @param nanoTime any clock that does not go backwards
    public Republisher(Home home, Entries entries, Catalogue catalogue, LongSupplier nanoTime) {
        this.home = home;
        this.entries = entries;
        this.catalogue = catalogue;
        this.nanoTime = nanoTime;
    }

    /// What we know of one tracker.
    private static final class Standing {
        /// It answered for all names since it was new or away.
        private boolean isTrusted;

        private boolean isVisited;
        private int round;

        /// What we fetched and it did not know, and since when.
        private final Map<NamedEntry, Long> missing = new HashMap<>();
    }

    public void start() {
        if (!running) {
            running = true;
            round();
        }
    }

    private void round() {
        if (running) {
            look();
            home.after(PAUSE, this::round);
        }
    }

    public void stop() {
        running = false;
    }

    /// Something was published: trackers that did not take it, or took it at another time, are
    /// seen to now.
    void onPublished(NamedEntry named) {
        visitAll(List.of(named), false);
    }

    /// Asks every tracker for what is due.
    void look() {
        visitAll(ours(), true);
    }

    private List<NamedEntry> ours() {
        return entries.all().stream()
                .filter(Republisher::isOurs)
                .flatMap(entry -> NamedEntry.of(entry).stream())
                .filter(named -> named.published().isPresent())
                .toList();
    }

    /// Whether we can vouch for its names.
    private static boolean isOurs(Entry entry) {
        return entry.complete
                && !entry.changed
                && entry.trouble == null
                && entry.metainfo.isPresent();
    }

    private void visitAll(List<NamedEntry> named, boolean isRound) {
        if (named.isEmpty()) {
            return;
        }
        catalogue
                .each()
                .emitOn(home.loop())
                .subscribe()
                .with(
                        trackers -> {
                            standings
                                    .keySet()
                                    .retainAll(
                                            trackers.stream().map(TrackerNames::tracker).toList());
                            trackers.forEach(tracker -> visit(tracker, named, isRound));
                        },
                        failure -> LOG.debugf("names not seen to: %s", failure.getMessage()));
    }

    private void visit(TrackerNames tracker, List<NamedEntry> named, boolean isRound) {
        var standing = standings.computeIfAbsent(tracker.tracker(), _ -> new Standing());
        if (!isRound) {
            new Visit(tracker, standing, named, false).begin();
        } else if (!standing.isVisited) {
            standing.isVisited = true;
            var due = standing.isTrusted ? due(named, standing.round++) : named;
            new Visit(tracker, standing, due, true).begin();
        }
    }

    private static List<NamedEntry> due(List<NamedEntry> named, int round) {
        int count = Math.ceilDiv(named.size(), ROUNDS);
        int from = (int) ((long) round * count % named.size());
        return named.subList(from, Math.min(from + count, named.size()));
    }

    /// Some names on their way to one tracker.
    private final class Visit {
        private final TrackerNames tracker;
        private final Standing standing;
        private final boolean isRound;
        private final boolean wasTrusted;
        private final Queue<NamedEntry> waiting;
        private int lanes;
        private boolean isAway;
        private boolean hasLost;

        Visit(TrackerNames tracker, Standing standing, List<NamedEntry> named, boolean isRound) {
            this.tracker = tracker;
            this.standing = standing;
            this.isRound = isRound;
            this.wasTrusted = standing.isTrusted;
            this.waiting = new ArrayDeque<>(named);
        }

        /// The first alone: a tracker that is away is not asked for all.
        void begin() {
            lanes = 1;
            next();
        }

        private void next() {
            var named = isAway ? null : waiting.poll();
            if (named == null) {
                end();
                return;
            }
            see(named)
                    .emitOn(home.loop())
                    .subscribe()
                    .with(
                            _ -> {
                                named.entry().absent.remove(absence(named));
                                widen();
                                next();
                            },
                            failure -> {
                                onFailure(named, failure);
                                next();
                            });
        }

        private Entry.Absent absence(NamedEntry named) {
            return new Entry.Absent(named.text(), tracker.tracker());
        }

        private void widen() {
            while (lanes < Math.min(LANES, waiting.size())) {
                lanes++;
                next();
            }
        }

        private void end() {
            if (--lanes > 0) {
                return;
            }
            if (!isRound) {
                standing.isTrusted &= !isAway;
                return;
            }
            standing.isVisited = false;
            standing.isTrusted = !isAway && !(hasLost && wasTrusted);
            if (hasLost && wasTrusted && !isAway) {
                LOG.infof("tracker=%s has lost names, publishing ours again", tracker.tracker());
                visit(tracker, ours(), true);
            }
        }

        private Uni<Void> see(NamedEntry named) {
            return tracker.lookUp(named.name())
                    .emitOn(home.loop())
                    .map(found -> isKnown(named, found))
                    .onFailure(Visit::isUnknown)
                    .recoverWithItem(
                            _ -> {
                                hasLost = true;
                                return false;
                            })
                    .flatMap(
                            known ->
                                    known || !mayPublish(named)
                                            ? Uni.createFrom().voidItem()
                                            : publish(named));
        }

        private static boolean isUnknown(Throwable failure) {
            return failure instanceof TrackerException known && known.kind() == Kind.UNKNOWN_NAME;
        }

        /// Whether the tracker knows our content as it should.
        private boolean isKnown(NamedEntry named, NameEntry found) {
            standing.missing.remove(named);
            var at = named.published().orElseThrow();
            if (found.infoHash().equals(named.infoHash())) {
                if (found.clock() > at.clock()) {
                    named.publishedAt(new PublishedAt(found.clock(), at.replaced()));
                    entries.save(named.entry());
                }
                return found.clock() == 0 || found.clock() >= at.clock();
            }
            // The name means other content here. If that is later, ours is known as a version of
            // the name, unless the tracker is new or was away: then it is told of it.
            boolean isLater = found.clock() >= at.clock();
            hasLost |= !isLater;
            return isLater && wasTrusted;
        }

        private boolean mayPublish(NamedEntry named) {
            if (named.entry().purpose == Entry.Purpose.OWN) {
                return true;
            }
            long now = nanoTime.getAsLong();
            long since = standing.missing.computeIfAbsent(named, _ -> now);
            return now - since >= PAUSE.toNanos() / 2;
        }

        private Uni<Void> publish(NamedEntry named) {
            standing.missing.remove(named);
            return tracker.republish(
                            named.name(),
                            named.entry().metainfo.orElseThrow(),
                            named.published().orElseThrow())
                    .invoke(
                            _ ->
                                    LOG.infof(
                                            "name=%s published again at %s",
                                            named.text(), tracker.tracker()))
                    .replaceWithVoid();
        }

        private void onFailure(NamedEntry named, Throwable failure) {
            var message = String.valueOf(failure.getMessage());
            if (failure instanceof TrackerException known && known.kind() == Kind.DELETED) {
                LOG.infof("name=%s was deleted, not published again", named.text());
                named.deleted();
                entries.save(named.entry());
                return;
            }
            isAway |= !(failure instanceof TrackerException known) || !known.kind().isDecision();
            if (!message.equals(named.entry().absent.put(absence(named), message))) {
                LOG.warnf(
                        "name=%s not known at tracker %s yet: %s",
                        named.text(), tracker.tracker(), message);
            }
        }
    }
}
