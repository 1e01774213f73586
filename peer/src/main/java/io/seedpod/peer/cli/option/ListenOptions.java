package io.seedpod.peer.cli.option;

import io.seedpod.model.webseed.WebSeedPolicy;
import io.seedpod.model.wire.mse.EncryptionPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where to listen for other peers, and whether encrypted.
public final class ListenOptions {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on for other peers. Default: every address.")
    @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            description =
                    "TCP port to listen on for other peers; 0 takes any free one. Default: 6881, or a free one when"
                            + " that is taken. A port given here that is taken is an error (exit code 7).")
    @Nullable Integer port;

    @Option(
            names = "--encryption",
            paramLabel = "HOW",
            converter = EncryptionConverter.class,
            description =
                    "Encryption of connections with other peers (MSE): off, allow (plain first, encrypted where the"
                            + " other side wants it), prefer, or require. It hides that it is BitTorrent from boxes"
                            + " on the way; it keeps nothing secret. Default: allow.")
    @Nullable EncryptionPolicy encryption;

    @Option(
            names = "--web-seeds",
            paramLabel = "WHICH",
            converter = WebSeedsConverter.class,
            description =
                    "Web servers that torrents name (BEP 19) and that are asked when peers do not help: off, careful"
                            + " (never this machine, its link or cloud metadata; private networks without a query)"
                            + " or any. Default: careful.")
    @Nullable WebSeedPolicy webSeeds;

    @Option(
            names = "--drain-timeout",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description =
                    "On SIGTERM, how long leaving may take: pieces that nobody else has go to others first. Ctrl-C"
                            + " leaves at once. Default: 25s.")
    Duration drainTimeout = Duration.ofSeconds(25);

    /// How long leaving may take when a signal but Ctrl-C ends us.
    public Duration drainTimeout() {
        return drainTimeout;
    }

    public Optional<String> host() {
        return Optional.ofNullable(host);
    }

    /// The port asked for; absent: the default, and a free one when that is taken.
    public OptionalInt port() {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    public EncryptionPolicy encryption() {
        return encryption == null ? EncryptionPolicy.ALLOW : encryption;
    }

    public WebSeedPolicy webSeeds() {
        return webSeeds == null ? WebSeedPolicy.CAREFUL : webSeeds;
    }

    boolean isSaid() {
        return host != null || port != null || encryption != null || webSeeds != null;
    }
}
