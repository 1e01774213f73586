package io.seedpod.peer.session;

import io.seedpod.model.id.PeerId;
import io.seedpod.peer.engine.choker.SeedOrder;
import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.net.PortInUseException;
import io.seedpod.peer.net.WireOptions;
import io.seedpod.peer.net.place.PlaceCounts;
import io.seedpod.peer.net.place.PlaceLimits;
import io.seedpod.peer.net.tracker.Replicas;
import io.seedpod.peer.net.tracker.TrackerAddress;
import io.seedpod.peer.net.tracker.TrackerClient;
import io.seedpod.peer.net.tracker.catalogue.CatalogueClient;
import io.seedpod.peer.runtime.PeerRuntime;
import io.seedpod.peer.runtime.RuntimeOptions;
import io.seedpod.peer.runtime.TransferOptions;
import io.seedpod.peer.runtime.members.Announcer;
import io.seedpod.peer.session.catalogue.Catalogue;
import io.seedpod.peer.session.catalogue.OurTrackers;
import io.seedpod.peer.session.catalogue.TrackerCatalogue;
import io.seedpod.peer.session.catalogue.Trackers;
import io.seedpod.peer.session.entries.Entries;
import io.seedpod.peer.session.entries.Fetching;
import io.seedpod.peer.session.entries.Follower;
import io.seedpod.peer.session.entries.Home;
import io.seedpod.peer.session.entries.Publisher;
import io.seedpod.peer.session.entries.Republisher;
import io.seedpod.peer.session.entries.Sharing;
import io.seedpod.peer.session.entries.Steered;
import io.seedpod.peer.session.fetch.FetchFiles;
import io.seedpod.peer.session.record.TorrentRecords;
import io.seedpod.peer.session.status.Readiness;
import io.seedpod.peer.session.status.Totals;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.seedpod.peer.storage.OpenFiles;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Opens the session of this process, and knows it for those who look in from outside: API,
/// probes, metrics.
@ApplicationScoped
public class Sessions {
    /// Where peers listen unless told otherwise.
    public static final int USUAL_PORT = 6881;

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    private final Vertx vertx;
    private final String version;
    private volatile @Nullable Session current;

    Sessions(Vertx vertx, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.vertx = vertx;
        this.version = version;
    }

    /// Opens the peer port, and is ready for work.
    public Uni<Session> open(SessionOptions options) {
        var addresses = Trackers.parse(options.trackers());
        var client = new TrackerClient(vertx, options.labels());
        var replicas = new Replicas(vertx, client, addresses);
        return listen(options, announcer(client, replicas, options.udpOnly()))
                .call(_ -> replicas.resolved())
                .onFailure()
                .invoke(client::close)
                .map(
                        opened -> {
                            var line = new Line(client, replicas, addresses);
                            var session = assemble(options, line, opened);
                            current = session;
                            return session;
                        });
    }

    /// The trackers' names, for those who need no session.
    public Catalogue names(SessionOptions options) {
        var client = new TrackerClient(vertx, options.labels());
        var addresses = Trackers.parse(options.trackers());
        return catalogue(
                new Line(client, new Replicas(vertx, client, addresses), addresses), options);
    }

    /// Our way to the trackers.
    ///
    /// @param given as the user wrote them
    private record Line(TrackerClient client, Replicas replicas, List<TrackerAddress> given) {
        void close() {
            replicas.close();
            client.close();
        }
    }

    private Session assemble(SessionOptions options, Line line, Opened opened) {
        var home = Home.of(vertx, Sessions::die);
        var records = options.stateFolder().map(TorrentRecords::new);
        var openFiles = new OpenFiles(OpenFiles.DEFAULT_CAPACITY);
        var urls = Trackers.announceUrls(line.given());
        var catalogue = catalogue(line, options);
        var trackers = new OurTrackers(line.replicas()::now);
        var entries = new Entries(home, opened.runtime()::start, records, trackers);
        line.replicas()
                .follow(
                        now -> {
                            home.loop().execute(entries::onTrackersChanged);
                            opened.runtime().useMembersTrackers(Trackers.announceUrls(now));
                        });
        var republisher = new Republisher(home, entries, catalogue, System::nanoTime);
        var publisher = new Publisher(home, entries, catalogue, republisher);
        var sharing = new Sharing(home, entries, publisher, openFiles, trackers);
        var fetching =
                new Fetching(
                        home,
                        entries,
                        catalogue,
                        new FetchFiles(openFiles, options.limits().preallocate()),
                        trackers);
        var follower = new Follower(home, entries, sharing);
        var selfCheck =
                new SelfCheck(
                        home,
                        entries,
                        catalogue,
                        records,
                        !urls.isEmpty(),
                        follower::isInitialCheckDone);
        var listening =
                new Session.Listening(
                        opened.runtime().peerId(),
                        address(options, opened.runtime().port()),
                        opened.notice(),
                        opened.runtime()::places,
                        () ->
                                opened.runtime()
                                        .joinMembers(Trackers.announceUrls(line.replicas().now())),
                        opened.runtime()::drain,
                        () ->
                                opened.runtime()
                                        .close()
                                        .onItemOrFailure()
                                        .invoke(
                                                (_, _) -> {
                                                    openFiles.close();
                                                    line.close();
                                                })
                                        .replaceWithVoid());
        return new Session(
                home,
                listening,
                entries,
                sharing,
                fetching,
                follower,
                new Watching(selfCheck, republisher),
                new Steered(home, entries, catalogue, follower),
                records,
                urls);
    }

    private static Catalogue catalogue(Line line, SessionOptions options) {
        var token = options.token().orElse("");
        return new TrackerCatalogue(
                () ->
                        line.replicas()
                                .resolved()
                                .map(
                                        now ->
                                                now.stream()
                                                        .map(
                                                                address ->
                                                                        new CatalogueClient(
                                                                                line.client(),
                                                                                address,
                                                                                token,
                                                                                options.udpOnly()))
                                                        .toList()));
    }

    private static Announcer announcer(TrackerClient client, Replicas replicas, boolean udpOnly) {
        return (url, request) -> {
            if (udpOnly && !url.startsWith("udp:")) {
                return Uni.createFrom()
                        .failure(
                                new SessionException(
                                        Trouble.TRACKER, "not asked: only UDP is allowed"));
            }
            var ours = replicas.now().stream().filter(it -> it.announceUrl().equals(url)).findAny();
            return ours.map(tracker -> client.announce(tracker, request))
                    .orElseGet(() -> client.announce(url, request))
                    .onFailure()
                    .invoke(_ -> ours.ifPresent(_ -> replicas.doubt()));
        };
    }

    /// The runtime, and what to say about its port.
    private record Opened(PeerRuntime runtime, Optional<String> notice) {}

    private Uni<Opened> listen(SessionOptions options, Announcer announcer) {
        var asked = options.port();
        var port = asked.orElse(USUAL_PORT);
        var first = listen(options, port, announcer).map(it -> new Opened(it, Optional.empty()));
        if (asked.isPresent()) {
            return first.onFailure(PortInUseException.class)
                    .transform(
                            failure ->
                                    new SessionException(
                                            Trouble.PORT_IN_USE,
                                            "port %d is in use: choose another with --port, or 0 for any free one"
                                                    .formatted(port),
                                            failure));
        }
        return first.onFailure(PortInUseException.class)
                .recoverWithUni(
                        () ->
                                listen(options, 0, announcer)
                                        .map(
                                                it ->
                                                        new Opened(
                                                                it,
                                                                Optional.of(
                                                                        "port %d is in use, listening on %d"
                                                                                .formatted(
                                                                                        port,
                                                                                        it
                                                                                                .port())))));
    }

    private Uni<PeerRuntime> listen(SessionOptions options, int port, Announcer announcer) {
        var defaults = RuntimeOptions.defaults();
        var limits = options.limits();
        var runtime =
                defaults.withListen(options.host().orElse(defaults.host()), port)
                        .withRates(new RateLimits(limits.maxUp(), limits.maxDown()))
                        .withMaxPeers(limits.maxPeers().orElse(defaults.maxPeers()))
                        .withTransfer(transfer(limits, defaults.transfer()))
                        .withBufferBudgetBytes(
                                limits.bufferBytes().orElse(defaults.bufferBudgetBytes()))
                        .withWire(
                                new WireOptions(
                                        options.encryption(), places(limits), options.webSeeds()))
                        .withLabels(options.labels());
        return PeerRuntime.open(
                vertx, runtime, PeerId.ours(new SecureRandom()), announcer, Sessions::die);
    }

    private static TransferOptions transfer(SessionLimits limits, TransferOptions defaults) {
        return new TransferOptions(
                limits.uploadSlots().orElse(defaults.uploadSlots()),
                limits.fastestFirst() ? SeedOrder.FASTEST : SeedOrder.IN_TURN,
                limits.maxRequest().orElse(defaults.maxRequestLength()));
    }

    private static PlaceLimits places(SessionLimits limits) {
        var defaults = PlaceLimits.defaults();
        return new PlaceLimits(
                limits.maxConnections().orElse(defaults.maxConnections()),
                limits.maxHalfOpen().orElse(defaults.maxHalfOpen()));
    }

    /// A loop or a worker met its own mistake: nothing can be trusted any more.
    static void die(Throwable mistake) {
        LOG.fatal("internal error, ending", mistake);
        Runtime.getRuntime().halt(1);
    }

    private static String address(SessionOptions options, int port) {
        var host = options.host().orElse("::");
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    public Optional<Session> current() {
        return Optional.ofNullable(current);
    }

    public Readiness readiness() {
        return current().map(session -> session.seen().readiness()).orElse(Readiness.NOTHING);
    }

    /// Connections of the process now.
    public PlaceCounts places() {
        return current().map(Session::places).orElse(PlaceCounts.NONE);
    }

    public Totals totals() {
        return current().map(session -> session.seen().totals()).orElse(Totals.NOTHING);
    }

    public String version() {
        return version;
    }
}
