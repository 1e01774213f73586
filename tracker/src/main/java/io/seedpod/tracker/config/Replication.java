package io.seedpod.tracker.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/// What several trackers share.
///
/// @param redis where they meet, as `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]`; empty =
///     nowhere
/// @param connectionKey the file of their connection keys; empty = a tracker's own
public record Replication(Optional<URI> redis, Optional<Path> connectionKey) {
    public static final Setting REPLICA =
            Setting.secret(
                    "replica",
                    "ADDRESS",
                    "A Redis or Valkey that several trackers meet at, to know the same peers and"
                            + " names: redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE].",
                    "none; this tracker is alone");
    public static final Setting CONNECTION_KEY =
            Setting.unset(
                    "connection-key",
                    "FILE",
                    "The keys of connection ids, the same for all replicas: a line of 32 hexadecimal"
                            + " digits, and a second one while the key is changed.",
                    "connection-id.key in --data, made at the first start");

    public static final Setting REPLICA_FILE =
            Setting.unset("replica-file", "FILE", "The same, as the first line of a file.", "none");

    static final Area AREA = Area.of("Replicas", REPLICA, REPLICA_FILE, CONNECTION_KEY);

    static Replication read(SettingReader reader) throws StartFailure {
        var key =
                reader.optionalText(CONNECTION_KEY).isPresent()
                        ? Optional.of(reader.folder(CONNECTION_KEY, Path.of("")))
                        : Optional.<Path>empty();
        return new Replication(redis(reader), key);
    }

    private static Optional<URI> redis(SettingReader reader) throws StartFailure {
        var text = reader.secret(REPLICA, REPLICA_FILE);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var uri = new URI(text.get());
            boolean isRedis = "redis".equals(uri.getScheme());
            boolean hasDatabase = uri.getRawPath().matches("(/\\d{0,5})?");
            if (isRedis && uri.getHost() != null && hasDatabase) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw reader.wrong(REPLICA, "redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]");
    }
}
