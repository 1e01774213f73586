package io.seedpod.peer.cli.shell.word;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.wire.Handshake;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;

/// Measures how long a peer takes to be reached, and to say that it has a torrent. Blocks.
///
/// @param connectNanos from the first packet to an open connection
/// @param handshakeNanos from our handshake to the peer's; absent when no torrent was asked for
/// @param client what the peer says it is
record Ping(long connectNanos, Optional<Long> handshakeNanos, Optional<String> client) {
    private static final int TIMEOUT_MILLIS = 3000;

    /// Fails with `NO_PEERS` when nothing answers there, or what answers does not have the torrent.
    static Ping measure(String host, int port, Optional<InfoHash> torrent) {
        var begun = System.nanoTime();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(resolve(host), port), TIMEOUT_MILLIS);
            var connected = System.nanoTime();
            if (torrent.isEmpty()) {
                return new Ping(connected - begun, Optional.empty(), Optional.empty());
            }
            socket.setSoTimeout(TIMEOUT_MILLIS);
            var theirs = handshake(socket, torrent.get(), host, port);
            return new Ping(
                    connected - begun,
                    Optional.of(System.nanoTime() - connected),
                    Optional.of(theirs.peerId().client()));
        } catch (SocketTimeoutException e) {
            throw unreachable(host, port, "no answer within 3 s", e);
        } catch (IOException e) {
            throw unreachable(host, port, String.valueOf(e.getMessage()), e);
        }
    }

    static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new SessionException(Trouble.NO_PEERS, "unknown host: " + host, e);
        }
    }

    private static Handshake handshake(Socket socket, InfoHash torrent, String host, int port)
            throws IOException {
        // An id of its own: with ours it would look like a second connection of ours.
        var random = new SecureRandom();
        var ours = PeerId.ours(random);
        socket.getOutputStream().write(new Handshake(torrent, ours).encode());
        var answer = socket.getInputStream().readNBytes(Handshake.LENGTH);
        var theirs =
                answer.length == Handshake.LENGTH
                                && Handshake.refusal(ByteBuffer.wrap(answer)).isEmpty()
                        ? Handshake.decode(ByteBuffer.wrap(answer))
                        : Optional.<Handshake>empty();
        return theirs.filter(it -> it.infoHash().equals(torrent))
                .orElseThrow(
                        () ->
                                new SessionException(
                                        Trouble.NO_PEERS,
                                        "%s:%d is reachable, and does not have %s"
                                                .formatted(host, port, torrent)));
    }

    private static SessionException unreachable(
            String host, int port, String why, IOException cause) {
        return new SessionException(
                Trouble.NO_PEERS, "unreachable  %s:%d  (%s)".formatted(host, port, why), cause);
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }
}
