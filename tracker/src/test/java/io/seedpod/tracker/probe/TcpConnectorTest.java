package io.seedpod.tracker.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ConnectTimeoutException;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.testkit.Ports;
import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpConnectorTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private ProbeOutcome probe(PeerEndpoint peer) throws Exception {
        var outcome = new CompletableFuture<ProbeOutcome>();
        new TcpConnector(vertx).connect(peer, outcome::complete);
        return outcome.get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void whoListensAnswersAndIsSentNothing(String address) throws Exception {
        try (var listener = new ServerSocket(0, 5, InetAddress.getByName(address))) {
            var peer =
                    PeerEndpoint.of(
                            listener.getInetAddress().getAddress(), listener.getLocalPort());
            assertEquals(ProbeOutcome.ANSWERED, probe(peer));
            try (var met = listener.accept()) {
                met.setSoTimeout(30_000);
                assertEquals(-1, met.getInputStream().read());
            }
        }
    }

    @Test
    void whereNobodyListensItIsRefused() throws Exception {
        var nobody = new PeerEndpoint.V4(0x7f000001, Ports.free());
        assertEquals(ProbeOutcome.REFUSED, probe(nobody));
    }

    @Test
    void onlyWhatIsThePeersFaultIsHeldAgainstIt() {
        assertEquals(
                ProbeOutcome.TIMED_OUT, TcpConnector.meaning(new ConnectTimeoutException("3 s")));
        assertEquals(
                ProbeOutcome.TIMED_OUT,
                TcpConnector.meaning(new ConnectException("Connection timed out")));
        assertEquals(
                ProbeOutcome.UNREACHABLE,
                TcpConnector.meaning(new NoRouteToHostException("No route to host")));
        assertEquals(
                ProbeOutcome.FAILED,
                TcpConnector.meaning(new SocketException("Network is unreachable")));
        assertEquals(
                ProbeOutcome.FAILED, TcpConnector.meaning(new SocketException("Too many files")));
    }
}
