package io.seedpod.peer.net.tracker;

import io.seedpod.model.tracker.udp.UdpQuestion;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.model.tracker.udp.UdpSchedule;
import io.seedpod.peer.net.tracker.TrackerException.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// Asks UDP trackers. A host with several addresses is asked at the first, and at the next when
/// that one is slow: the first answer counts.
public final class UdpAsker {
    private final Vertx vertx;
    private final Context context;
    private final HostResolver resolver;
    private final RandomGenerator random = new SecureRandom();
    private final UdpPort v4;
    private final UdpPort v6;

    UdpAsker(Vertx vertx, Context context, HostResolver resolver) {
        this.vertx = vertx;
        this.context = context;
        this.resolver = resolver;
        this.v4 = new UdpPort(vertx, false);
        this.v6 = new UdpPort(vertx, true);
    }

    /// The tracker's answer, a [UdpResponse.Failed] among them; fails with `UNKNOWN_HOST`,
    /// `UNREACHABLE`, or `NOT_A_TRACKER` if it gives connection ids but no answers. Completes on
    /// the context.
    public Uni<UdpResponse> ask(
            TrackerAddress tracker, UdpQuestion question, UdpSchedule schedule) {
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                context.runOnContext(
                                        _ -> {
                                            var asking =
                                                    new UdpAsking(
                                                            this, tracker, question, schedule,
                                                            emitter);
                                            emitter.onTermination(
                                                    () -> context.runOnContext(_ -> asking.end()));
                                            asking.start();
                                        }));
    }

    public Vertx vertx() {
        return vertx;
    }

    public Context context() {
        return context;
    }

    HostResolver resolver() {
        return resolver;
    }

    RandomGenerator random() {
        return random;
    }

    UdpPort port(InetAddress address) {
        return address instanceof Inet6Address ? v6 : v4;
    }

    void close() {
        context.runOnContext(
                _ -> {
                    v4.close();
                    v6.close();
                });
    }

    static TrackerException unknownHost(TrackerAddress tracker) {
        return new TrackerException(Kind.UNKNOWN_HOST, "tracker host not found: " + tracker.host());
    }
}
