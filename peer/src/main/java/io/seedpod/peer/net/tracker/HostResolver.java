package io.seedpod.peer.net.tracker;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Finds the addresses of a host without holding up the loop: the operating system is asked on
/// Vert.x's worker pool.
///
/// Not Vert.x's own DNS client: it does not know what `nsswitch.conf` says, and inside Quarkus it
/// is off, which would put the blocking question on the loop.
public final class HostResolver {
    private static final int MAX_ADDRESSES = 4;
    private static final int MAX_REPLICAS = 16;

    private final Context context;

    public HostResolver(Context context) {
        this.context = context;
    }

    /// At least one address and at most four, families by turns, in the system's order of
    /// preference. Completes on the context.
    public Future<List<InetAddress>> resolve(String host) {
        try {
            return Future.succeededFuture(List.of(InetAddress.ofLiteral(host)));
        } catch (IllegalArgumentException _) {
            return context.executeBlocking(() -> InetAddress.getAllByName(host), false)
                    .map(found -> byTurns(List.of(requireNonNull(found))));
        }
    }

    /// Every address, at most sixteen, in the system's order. Completes on the context.
    Future<List<InetAddress>> resolveAll(String host) {
        return context.executeBlocking(() -> InetAddress.getAllByName(host), false)
                .map(found -> Stream.of(requireNonNull(found)).limit(MAX_REPLICAS).toList());
    }

    static List<InetAddress> byTurns(List<InetAddress> addresses) {
        var rest = new ArrayList<>(addresses);
        var ordered = new ArrayList<InetAddress>();
        while (!rest.isEmpty() && ordered.size() < MAX_ADDRESSES) {
            int next = 0;
            for (int i = 0; i < rest.size() && !ordered.isEmpty(); i++) {
                if (!rest.get(i).getClass().equals(ordered.getLast().getClass())) {
                    next = i;
                    break;
                }
            }
            ordered.add(rest.remove(next));
        }
        return ordered;
    }
}
