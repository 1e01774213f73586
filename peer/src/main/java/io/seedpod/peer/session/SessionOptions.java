package io.seedpod.peer.session;

import io.seedpod.model.tracker.Labels;
import io.seedpod.model.webseed.WebSeedPolicy;
import io.seedpod.model.wire.mse.EncryptionPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How a session meets the network.
///
/// @param trackers as the user wrote them: `host:port`, `udp://…`, `http://…/announce`
/// @param port TCP port for peers; absent: 6881, or a free one when that is taken
/// @param udpOnly nothing but UDP goes to trackers
/// @param labels where we run, said to trackers
/// @param stateFolder where resume records of shared content are kept; absent: beside the content
///     only
/// @param limits how much it may use
/// @param encryption of connections with other peers
/// @param webSeeds which web seeds are asked
public record SessionOptions(
        List<String> trackers,
        Optional<String> token,
        Optional<String> host,
        OptionalInt port,
        boolean udpOnly,
        Labels labels,
        Optional<Path> stateFolder,
        SessionLimits limits,
        EncryptionPolicy encryption,
        WebSeedPolicy webSeeds) {
    /// Of a peer that does not say where it runs.
    public SessionOptions(
            List<String> trackers,
            Optional<String> token,
            Optional<String> host,
            OptionalInt port,
            boolean udpOnly,
            Optional<Path> stateFolder) {
        this(
                trackers,
                token,
                host,
                port,
                udpOnly,
                Labels.NONE,
                stateFolder,
                SessionLimits.DEFAULTS,
                EncryptionPolicy.ALLOW,
                WebSeedPolicy.CAREFUL);
    }

    public SessionOptions {
        trackers = List.copyOf(trackers);
    }

    /// The same, with its own state in a folder.
    public SessionOptions withStateFolder(Path folder) {
        return new SessionOptions(
                trackers,
                token,
                host,
                port,
                udpOnly,
                labels,
                Optional.of(folder),
                limits,
                encryption,
                webSeeds);
    }
}
