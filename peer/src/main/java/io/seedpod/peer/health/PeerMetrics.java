package io.seedpod.peer.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.talk.BanReason;
import io.seedpod.peer.net.place.Refusal;
import io.seedpod.peer.session.Sessions;
import io.seedpod.peer.session.status.TorrentState;
import io.seedpod.peer.session.status.Totals;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Figures of all torrents together, read from the snapshots when somebody asks.
@ApplicationScoped
public class PeerMetrics implements MeterBinder {
    private final Sessions sessions;

    PeerMetrics(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var state : TorrentState.values()) {
            Gauge.builder(
                            "seedpod.torrents",
                            sessions,
                            it -> it.totals().torrents().getOrDefault(state, 0))
                    .description("torrents by what they are doing")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        gauge(registry, "seedpod.peers.connected", "connected peers", "connections", Totals::peers);
        gauge(
                registry,
                "seedpod.download.rate",
                "bytes received per second",
                "bytes",
                Totals::downloadRate);
        gauge(
                registry,
                "seedpod.upload.rate",
                "bytes sent per second",
                "bytes",
                Totals::uploadRate);
        gauge(registry, "seedpod.verified", "bytes whose hash matched", "bytes", Totals::verified);
        gauge(registry, "seedpod.missing", "bytes still to fetch", "bytes", Totals::missing);
        counter(registry, "seedpod.downloaded", "payload bytes received", Totals::downloaded);
        counter(registry, "seedpod.uploaded", "payload bytes sent", Totals::uploaded);
        counter(
                registry,
                "seedpod.wasted",
                "payload bytes received and thrown away",
                Totals::wasted);
        counter(
                registry,
                "seedpod.web.seed.downloaded",
                "payload bytes received from web seeds",
                it -> it.webSeeded().downloaded());
        FunctionCounter.builder(
                        "seedpod.web.seeds.dropped",
                        sessions,
                        it -> it.totals().webSeeded().dropped())
                .description("web seeds not asked any more")
                .register(registry);
        steps(registry);
        connections(registry);
    }

    private void connections(MeterRegistry registry) {
        Gauge.builder("seedpod.connections.open", sessions, it -> it.places().open())
                .description("connections with both handshakes")
                .register(registry);
        Gauge.builder("seedpod.connections.half.open", sessions, it -> it.places().halfOpen())
                .description("connections without both handshakes")
                .register(registry);
        for (var why : Refusal.values()) {
            reason(
                    registry,
                    "seedpod.connections.refused",
                    "connections that got no place, or did not get to handshakes",
                    why,
                    it -> it.places().refused(why));
        }
        for (var why : CloseReason.values()) {
            reason(
                    registry,
                    "seedpod.connections.closed",
                    "connections we ended, and dials given up",
                    why,
                    it -> it.totals().parting().closed().getOrDefault(word(why), 0L));
        }
        for (var why : BanReason.values()) {
            reason(
                    registry,
                    "seedpod.peers.banned",
                    "peers not let in again",
                    why,
                    it -> it.totals().parting().banned().getOrDefault(word(why), 0));
        }
    }

    private void reason(
            MeterRegistry registry,
            String name,
            String description,
            Enum<?> why,
            ToDoubleFunction<Sessions> figure) {
        FunctionCounter.builder(name, sessions, figure)
                .description(description)
                .tag("reason", word(why))
                .register(registry);
    }

    private static String word(Enum<?> why) {
        return why.name().toLowerCase(Locale.ROOT);
    }

    private void steps(MeterRegistry registry) {
        gauge(
                registry,
                "seedpod.torrents.stuck",
                "downloads that do not get on",
                null,
                totals -> totals.steps().stuck());
        step(registry, "rerequest", Totals.Steps::rerequests);
        step(registry, "new_peers", Totals.Steps::newPeers);
        step(registry, "announce", Totals.Steps::announces);
        step(registry, "web_seed", Totals.Steps::webSeeds);
    }

    private void step(MeterRegistry registry, String step, ToLongFunction<Totals.Steps> figure) {
        FunctionCounter.builder(
                        "seedpod.watchdog.steps",
                        sessions,
                        it -> figure.applyAsLong(it.totals().steps()))
                .description("what was tried for downloads that did not get on")
                .tag("step", step)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String description,
            @Nullable String unit,
            ToLongFunction<Totals> figure) {
        Gauge.builder(name, sessions, it -> figure.applyAsLong(it.totals()))
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    private void counter(
            MeterRegistry registry,
            String name,
            String description,
            ToLongFunction<Totals> figure) {
        FunctionCounter.builder(name, sessions, it -> figure.applyAsLong(it.totals()))
                .description(description)
                .baseUnit("bytes")
                .register(registry);
    }
}
