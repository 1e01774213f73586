package io.seedpod.tracker.frontend.rest.events;

import io.quarkus.runtime.StartupEvent;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.chore.Chore;
import io.seedpod.tracker.core.Tracker;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/// Puts on the board what happens.
@Singleton
final class EventSources {
    private static final Logger LOG = Logger.getLogger(EventSources.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final int SWARMS_AT_ONCE = 500;

    private final EventBoard board;
    private final Catalogue catalogue;
    private final SwarmWatch swarms;
    private final Vertx vertx;

    EventSources(EventBoard board, Catalogue catalogue, Tracker tracker, Vertx vertx) {
        this.board = board;
        this.catalogue = catalogue;
        this.vertx = vertx;
        swarms = new SwarmWatch(catalogue, tracker::scrape, SWARMS_AT_ONCE);
    }

    void onStart(@Observes StartupEvent event) {
        catalogue.watch(change -> board.post(List.of(BoardEvent.of(change))));
        Chore.every(
                vertx,
                LOOK_MILLIS,
                LOOK_MILLIS,
                this::look,
                why -> LOG.error("looking at the swarms has failed", why));
    }

    private void look() {
        if (board.hasSubscribers()) {
            board.post(swarms.look());
        } else {
            swarms.rest();
        }
    }
}
