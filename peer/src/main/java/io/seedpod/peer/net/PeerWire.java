package io.seedpod.peer.net;

import io.netty.channel.ChannelHandlerContext;
import io.seedpod.model.id.PeerEndpoint;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// The process's end of the peer wire: one port for all torrents, and the way to other peers.
///
/// Incoming connections are spread over its event loops; an outgoing one lives on the loop that
/// dials it.
public final class PeerWire {
    /// Every address of the machine, IPv4 and IPv6.
    public static final String ANY_HOST = "::";

    private static final String ANY_HOST_IPV4 = "0.0.0.0";
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int BACKLOG = 512;

    private final TorrentDirectory torrents;
    private final NetClient client;
    private final List<NetServer> servers = new ArrayList<>();

    private PeerWire(Vertx vertx, TorrentDirectory torrents) {
        this.torrents = torrents;
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
            Vertx vertx, String host, int port, List<Context> loops, TorrentDirectory torrents) {
        return bind(vertx, host, port, loops, torrents)
                .recover(
                        cause ->
                                host.equals(ANY_HOST) && !(cause instanceof PortInUseException)
                                        ? bind(vertx, ANY_HOST_IPV4, port, loops, torrents)
                                        : Future.failedFuture(cause));
    }

    private static Future<PeerWire> bind(
            Vertx vertx, String host, int port, List<Context> loops, TorrentDirectory torrents) {
        var wire = new PeerWire(vertx, torrents);
        var address = address(host, port);
        var listening = new ArrayList<Future<NetServer>>();
        for (var loop : loops) {
            var bound = Promise.<NetServer>promise();
            var server = vertx.createNetServer(options());
            wire.servers.add(server);
            var gate = new AcceptGate();
            server.connectHandler(socket -> wire.accept(socket, gate));
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
    /// loop.
    public Dial dial(
            ServedTorrent torrent,
            Context loop,
            int connection,
            PeerEndpoint endpoint,
            Consumer<String> failed) {
        var dial = new Dial(torrent, connection, failed);
        loop.runOnContext(_ -> client.connect(address(endpoint)).onComplete(dial::onSocket));
        return dial;
    }

    /// Stops listening and closes every connection.
    public Future<Void> close() {
        var closing = new ArrayList<Future<Void>>();
        servers.forEach(server -> closing.add(server.close()));
        closing.add(client.close());
        return Future.join(closing).mapEmpty();
    }

    private void accept(NetSocket socket, AcceptGate gate) {
        ChannelHandlerContext context = ((NetSocketInternal) socket).channelHandlerContext();
        if (!(context.channel().remoteAddress() instanceof InetSocketAddress remote)
                || !gate.enter(remote.getAddress())) {
            var _ = context.close();
            return;
        }
        var address = remote.getAddress();
        Sockets.insert(
                context,
                Handshaker.accepting(
                        torrents,
                        new Handshaker.Outcome() {
                            @Override
                            public void connected() {
                                gate.leave(address);
                            }

                            @Override
                            public void failed(String reason) {
                                gate.leave(address);
                            }
                        }));
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

    private static NetServerOptions options() {
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
