package io.seedpod.peer.net;

import io.netty.channel.ChannelHandlerContext;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.wire.mse.EncryptionPolicy;
import io.seedpod.peer.net.mse.Answering;
import io.seedpod.peer.net.place.PlaceCounts;
import io.seedpod.peer.net.place.Places;
import io.seedpod.peer.net.place.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.NetSocketInternal;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The process's end of the peer wire: one port for all torrents, and the way to other peers.
///
/// Incoming connections are spread over its event loops; an outgoing one lives on the loop that
/// dials it.
public final class PeerWire {
    private static final Logger LOG = Logger.getLogger(PeerWire.class);

    /// Every address of the machine, IPv4 and IPv6.
    public static final String ANY_HOST = "::";

    private static final String ANY_HOST_IPV4 = "0.0.0.0";
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int BACKLOG = 512;

    private final TorrentDirectory torrents;
    private final WireOptions options;
    private final Places places;
    private final SecureRandom random = new SecureRandom();
    private final NetClient client;
    private final List<NetServer> servers = new ArrayList<>();

    private PeerWire(Vertx vertx, TorrentDirectory torrents, WireOptions options) {
        this.torrents = torrents;
        this.options = options;
        this.places = new Places(options.places());
        this.client =
                vertx.createNetClient(
                        new NetClientOptions()
                                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                                .setTcpNoDelay(true)
                                .setTcpKeepAlive(true));
    }

    /// Listens, with an acceptor on each loop; port 0 takes a free one. Fails with
    /// [PortInUseException] if the port is taken. On a machine without IPv6, [#ANY_HOST] means
    /// IPv4.
    public static Future<PeerWire> listen(
            Vertx vertx,
            String host,
            int port,
            List<Context> loops,
            TorrentDirectory torrents,
            WireOptions options) {
        return bind(vertx, host, port, loops, torrents, options)
                .recover(
                        cause ->
                                host.equals(ANY_HOST) && !(cause instanceof PortInUseException)
                                        ? bind(vertx, ANY_HOST_IPV4, port, loops, torrents, options)
                                        : Future.failedFuture(cause));
    }

    private static Future<PeerWire> bind(
            Vertx vertx,
            String host,
            int port,
            List<Context> loops,
            TorrentDirectory torrents,
            WireOptions options) {
        var wire = new PeerWire(vertx, torrents, options);
        var address = address(host, port);
        var listening = new ArrayList<Future<NetServer>>();
        for (var loop : loops) {
            var bound = Promise.<NetServer>promise();
            var server = vertx.createNetServer(serverOptions());
            wire.servers.add(server);
            var gate = new AcceptGate();
            var answering = wire.answering();
            server.connectHandler(socket -> wire.accept(socket, gate, answering));
            loop.runOnContext(_ -> server.listen(address).onComplete(bound));
            listening.add(bound.future());
        }
        return Future.all(listening)
                .map(wire)
                .recover(
                        cause ->
                                wire.close()
                                        .transform(
                                                _ ->
                                                        Future.failedFuture(
                                                                named(cause, host, port))));
    }

    /// An event loop of its own, the next in turn.
    public static Context newLoop(Vertx vertx) {
        return ((VertxInternal) vertx).createEventLoopContext();
    }

    /// The port we listen on.
    public int port() {
        return servers.getFirst().actualPort();
    }

    /// Dials on a loop, which the connection then lives on. `failed` hears the reason, on that
    /// loop. Null when the process has no place for it now.
    public @Nullable Dial dial(
            ServedTorrent torrent,
            Context loop,
            int connection,
            PeerEndpoint endpoint,
            Consumer<String> failed) {
        var place = places.outgoing(torrent.places());
        if (place == null) {
            return null;
        }
        var dial =
                new Dial(
                        torrent,
                        connection,
                        options.encryption(),
                        random,
                        place,
                        () -> connect(loop, address(endpoint)),
                        reason -> {
                            places.refuse(Refusal.NOT_REACHED);
                            failed.accept(reason);
                        });
        dial.begin();
        return dial;
    }

    private Future<NetSocket> connect(Context loop, SocketAddress address) {
        var connected = Promise.<NetSocket>promise();
        loop.runOnContext(_ -> client.connect(address).onComplete(connected));
        return connected.future();
    }

    /// One for each acceptor; null where encryption is off.
    private @Nullable Answering answering() {
        return options.encryption() == EncryptionPolicy.OFF
                ? null
                : new Answering(options.encryption(), torrents::reveal, random);
    }

    /// The share of a torrent that begins in the process's connections.
    public Places.Share join() {
        return places.join();
    }

    /// How many connections torrents are to give up for others, now.
    public Map<Places.Share, Integer> surplus() {
        return places.surplus();
    }

    /// Connections of the process now, and those that were turned away.
    public PlaceCounts places() {
        return places.counts();
    }

    /// Stops listening and closes every connection.
    public Future<Void> close() {
        var closing = new ArrayList<Future<Void>>();
        servers.forEach(server -> closing.add(server.close()));
        closing.add(client.close());
        return Future.join(closing).mapEmpty();
    }

    private void accept(NetSocket socket, AcceptGate gate, @Nullable Answering answering) {
        ChannelHandlerContext context = ((NetSocketInternal) socket).channelHandlerContext();
        if (!(context.channel().remoteAddress() instanceof InetSocketAddress remote)) {
            var _ = context.close();
            return;
        }
        var address = remote.getAddress();
        var refusal = gate.enter(address);
        var place = refusal == null ? places.incoming() : null;
        if (place == null) {
            turnAway(context, remote, gate, refusal);
            return;
        }
        var _ = context.channel().closeFuture().addListener(_ -> place.leave());
        Sockets.insert(
                context,
                Handshaker.accepting(
                        torrents,
                        new Handshaker.Outcome() {
                            @Override
                            public boolean connected(ServedTorrent torrent) {
                                gate.leave(address);
                                return place.open(torrent.places());
                            }

                            @Override
                            public void failed(String reason, boolean hungUp) {
                                gate.leave(address);
                                places.refuse(Refusal.NO_HANDSHAKE);
                                LOG.debugf("peer=%s no handshake: %s", remote, reason);
                            }
                        }));
        if (answering != null) {
            Sockets.insertBeneath(context, answering.firstBytes(address));
        }
    }

    private void turnAway(
            ChannelHandlerContext context,
            InetSocketAddress remote,
            AcceptGate gate,
            @Nullable Refusal refusal) {
        if (refusal == null) {
            gate.leave(remote.getAddress());
        } else {
            places.refuse(refusal);
        }
        LOG.debugf("peer=%s turned away: %s", remote, refusal == null ? Refusal.FULL : refusal);
        var _ = context.close();
    }

    /// Acceptors share one socket; for a free port Vert.x wants a number that they have in common.
    private static SocketAddress address(String host, int port) {
        return port == 0
                ? SocketAddress.sharedRandomPort(
                        ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE), host)
                : SocketAddress.inetSocketAddress(port, host);
    }

    private static SocketAddress address(PeerEndpoint endpoint) {
        try {
            // An address of bytes: nothing is resolved.
            var address = InetAddress.getByAddress(endpoint.addressBytes());
            return SocketAddress.inetSocketAddress(new InetSocketAddress(address, endpoint.port()));
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are always an address", e);
        }
    }

    private static NetServerOptions serverOptions() {
        return new NetServerOptions()
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setAcceptBacklog(BACKLOG);
    }

    private static Throwable named(Throwable cause, String host, int port) {
        // A foreign address is a BindException as well.
        return cause instanceof BindException
                        && String.valueOf(cause.getMessage()).contains("in use")
                ? new PortInUseException(host, port, cause)
                : cause;
    }
}
