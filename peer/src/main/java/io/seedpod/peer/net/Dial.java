package io.seedpod.peer.net;

import io.netty.channel.ChannelHandlerContext;
import io.seedpod.model.wire.mse.EncryptionPolicy;
import io.seedpod.model.wire.mse.MseInitiator;
import io.seedpod.peer.net.mse.Negotiation;
import io.seedpod.peer.net.place.Places;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// An attempt to reach a peer, from the first packet to both handshakes. Lives on one loop.
///
/// A peer that hangs up before its first word may want encryption, or none: it is dialled once
/// more, the other way, where the policy says so. Success shows as a connection's first event;
/// failure is told to the one who dialled, unless cancelled.
public final class Dial implements Handshaker.Outcome {
    private final ServedTorrent torrent;
    private final int connection;
    private final EncryptionPolicy policy;
    private final RandomGenerator random;
    private final Places.Place place;
    private final Supplier<Future<NetSocket>> connect;
    private final Consumer<String> failed;
    private boolean encrypted;
    private boolean again;
    private boolean cancelled;
    private @Nullable Handshaker handshaker;
    private @Nullable ChannelHandlerContext context;

    /// @param connect makes a socket of the loop; answers there
    Dial(
            ServedTorrent torrent,
            int connection,
            EncryptionPolicy policy,
            RandomGenerator random,
            Places.Place place,
            Supplier<Future<NetSocket>> connect,
            Consumer<String> failed) {
        this.torrent = torrent;
        this.connection = connection;
        this.policy = policy;
        this.random = random;
        this.place = place;
        this.connect = connect;
        this.failed = failed;
        this.encrypted = policy.dialsEncrypted();
    }

    void begin() {
        connect.get().onComplete(this::onSocket);
    }

    /// Gives up; nothing is told.
    public void cancel() {
        cancelled = true;
        place.leave();
        var reached = context;
        var trying = handshaker;
        if (reached != null && trying != null) {
            trying.fail(reached, "given up");
        }
    }

    @Override
    public boolean connected(ServedTorrent known) {
        place.open(known.places());
        var reached = context;
        if (reached != null) {
            var _ = reached.channel().closeFuture().addListener(_ -> place.leave());
        }
        context = null;
        return true;
    }

    @Override
    public void failed(String reason, boolean hungUp) {
        context = null;
        if (cancelled) {
            return;
        }
        if (hungUp && !again && policy.triesTheOtherWay()) {
            again = true;
            encrypted = !encrypted;
            begin();
        } else {
            place.leave();
            failed.accept(reason);
        }
    }

    private void onSocket(AsyncResult<NetSocket> result) {
        if (result.failed()) {
            failed(String.valueOf(result.cause().getMessage()), false);
        } else if (cancelled) {
            result.result().close();
        } else {
            shakeHands(((NetSocketInternal) result.result()).channelHandlerContext());
        }
    }

    private void shakeHands(ChannelHandlerContext socket) {
        var trying = Handshaker.dialling(torrent, connection, !encrypted, this);
        handshaker = trying;
        Sockets.insert(socket, trying);
        context = socket.pipeline().context(trying);
        if (encrypted) {
            var ours = torrent.handshake();
            Sockets.insertBeneath(
                    socket,
                    new Negotiation(
                            new MseInitiator(
                                    ours.infoHash(), policy.provides(), ours.encode(), random)));
        }
    }
}
