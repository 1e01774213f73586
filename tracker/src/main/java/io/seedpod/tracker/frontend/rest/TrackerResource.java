package io.seedpod.tracker.frontend.rest;

import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.frontend.TrackerTime;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// The tracker itself, and its swarms.
@Path("/api/v1")
@Tag(name = "tracker", description = "The tracker itself, and its swarms")
@Produces(MediaType.APPLICATION_JSON)
public final class TrackerResource {
    static final String PRODUCT = "SeedPod tracker";
    private static final int MAX_PEERS = 1_000;

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
    @Path("/tracker")
    @Operation(summary = "Product, version and counts")
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

    @GET
    @Path("/swarms/{infoHash}")
    @Operation(summary = "Who is in a swarm")
    public SwarmView swarm(
            @RestPath String infoHash, @QueryParam("limit") @DefaultValue("200") int limit) {
        var hash =
                InfoHash.parse(infoHash)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                400,
                                                "not an infohash (expected: 40 hex or 32 base32 digits)"));
        if (limit < 1 || limit > MAX_PEERS) {
            throw new ProblemException(
                    400, "limit " + limit + " (expected: 1 to " + MAX_PEERS + ")");
        }
        return SwarmView.of(
                hash, tracker.scrape(hash), tracker.peers(hash, time.steadySeconds(), limit));
    }
}
