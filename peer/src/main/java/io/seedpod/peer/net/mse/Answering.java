package io.seedpod.peer.net.mse;

import io.netty.channel.ChannelHandler;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.wire.mse.EncryptionPolicy;
import io.seedpod.model.wire.mse.MseResponder;
import io.seedpod.model.wire.mse.ObfuscatedHash;
import java.net.InetAddress;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How one acceptor answers key exchanges. On its loop.
public final class Answering {
    private final EncryptionPolicy policy;
    private final Function<ObfuscatedHash, @Nullable InfoHash> torrents;
    private final RandomGenerator random;
    private final ExchangeAllowance allowance = new ExchangeAllowance(System.nanoTime());

    public Answering(
            EncryptionPolicy policy,
            Function<ObfuscatedHash, @Nullable InfoHash> torrents,
            RandomGenerator random) {
        this.policy = policy;
        this.torrents = torrents;
        this.random = random;
    }

    /// What stands first on the pipeline of a connection from this address.
    public ChannelHandler firstBytes(InetAddress from) {
        return new FirstBytes(policy, () -> responder(from));
    }

    private MseResponder responder(InetAddress from) {
        return new MseResponder(
                policy,
                new MseResponder.House() {
                    @Override
                    public boolean mayCompute() {
                        return allowance.take(from, System.nanoTime());
                    }

                    @Override
                    public @Nullable InfoHash find(ObfuscatedHash hash) {
                        return torrents.apply(hash);
                    }
                },
                random);
    }
}
