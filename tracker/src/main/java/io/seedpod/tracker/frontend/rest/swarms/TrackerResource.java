package io.seedpod.tracker.frontend.rest.swarms;

import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.frontend.rest.Answers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The tracker itself.
@Path("/api/v1/tracker")
@Produces(MediaType.APPLICATION_JSON)
public final class TrackerResource {
    static final String PRODUCT = "SeedPod tracker";

    private final Tracker tracker;
    private final Catalogue catalogue;
    private final TrackerSettings settings;
    private final TrackerTime time;
    private final String version;
    private final long startedSeconds;

    TrackerResource(
            Tracker tracker,
            Catalogue catalogue,
            TrackerSettings settings,
            TrackerTime time,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.tracker = tracker;
        this.catalogue = catalogue;
        this.settings = settings;
        this.time = time;
        this.version = version;
        startedSeconds = time.steadySeconds();
    }

    @GET
    @Answers({200})
    public TrackerView tracker() {
        var counts = tracker.counts();
        return new TrackerView(
                PRODUCT,
                version,
                time.steadySeconds() - startedSeconds,
                counts.swarms(),
                counts.seeders(),
                counts.leechers(),
                catalogue.size(),
                settings.beats().intervalSeconds(),
                settings.beats().stockIntervalSeconds());
    }
}
