package io.seedpod.tracker.probe;

import io.netty.channel.ConnectTimeoutException;
import io.seedpod.model.id.PeerEndpoint;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.function.Consumer;

/// Connects by TCP, sends nothing, and hangs up.
final class TcpConnector implements Connector {
    static final int PATIENCE_MILLIS = 3_000;

    private final NetClient client;

    TcpConnector(Vertx vertx) {
        client =
                vertx.createNetClient(
                        new NetClientOptions()
                                .setConnectTimeout(PATIENCE_MILLIS)
                                .setReconnectAttempts(0));
    }

    @Override
    public void connect(PeerEndpoint peer, Consumer<ProbeOutcome> outcome) {
        client.connect(address(peer))
                .onComplete(
                        result -> {
                            if (result.succeeded()) {
                                result.result().close();
                                outcome.accept(ProbeOutcome.ANSWERED);
                            } else {
                                outcome.accept(meaning(result.cause()));
                            }
                        });
    }

    static ProbeOutcome meaning(Throwable failure) {
        return switch (failure) {
            case ConnectTimeoutException _ -> ProbeOutcome.TIMED_OUT;
            case NoRouteToHostException _ -> ProbeOutcome.UNREACHABLE;
            case ConnectException e ->
                    String.valueOf(e.getMessage()).contains("timed out")
                            ? ProbeOutcome.TIMED_OUT
                            : ProbeOutcome.REFUSED;
            default -> ProbeOutcome.FAILED;
        };
    }

    private static SocketAddress address(PeerEndpoint peer) {
        try {
            return SocketAddress.inetSocketAddress(
                    new InetSocketAddress(
                            InetAddress.getByAddress(peer.addressBytes()), peer.port()));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("address of a wrong length: " + peer, e);
        }
    }
}
