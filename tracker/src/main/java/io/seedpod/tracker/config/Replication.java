package io.seedpod.tracker.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/// What several trackers share.
///
/// @param store where they meet; empty = nowhere
/// @param connectionKey the file of their connection keys; empty = a tracker's own
public record Replication(Optional<Store> store, Optional<Path> connectionKey) {
    /// A Redis or Valkey.
    ///
    /// @param address `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]`, or `rediss://` and so on
    ///     where it is spoken to by TLS
    /// @param authorities file of certificates (PEM), one of which must vouch for it; empty = those
    ///     that the platform knows
    public record Store(URI address, Optional<Path> authorities) {
        /// Whether it is spoken to by TLS.
        public boolean isSecure() {
            return SECURE.equals(address.getScheme());
        }
    }

    public static final Setting REPLICA =
            Setting.secret(
                    "replica",
                    "ADDRESS",
                    "A Redis or Valkey that several trackers meet at, to know the same peers and"
                            + " names: redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE], or"
                            + " rediss://… by TLS.",
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
    public static final Setting REPLICA_CA =
            Setting.unset(
                    "replica-ca",
                    "FILE",
                    "Certificates in PEM, one of which must vouch for the store at rediss://….",
                    "those that the platform knows");

    static final Area AREA = Area.of("Replicas", REPLICA, REPLICA_FILE, REPLICA_CA, CONNECTION_KEY);

    private static final String PLAIN = "redis";
    private static final String SECURE = "rediss";

    static Replication read(SettingReader reader) throws StartFailure {
        var key =
                reader.optionalText(CONNECTION_KEY).isPresent()
                        ? Optional.of(reader.folder(CONNECTION_KEY, Path.of("")))
                        : Optional.<Path>empty();
        return new Replication(store(reader), key);
    }

    private static Optional<Store> store(SettingReader reader) throws StartFailure {
        var text = reader.secret(REPLICA, REPLICA_FILE);
        var authorities = authorities(reader);
        if (text.isEmpty()) {
            if (authorities.isPresent()) {
                throw reader.wrong(REPLICA_CA, "--replica rediss://… beside it");
            }
            return Optional.empty();
        }
        var store = new Store(address(reader, text.get()), authorities);
        if (authorities.isPresent() && !store.isSecure()) {
            throw reader.wrong(REPLICA_CA, "--replica rediss://…, not redis://, beside it");
        }
        return Optional.of(store);
    }

    private static URI address(SettingReader reader, String text) throws StartFailure {
        try {
            var uri = new URI(text);
            boolean isStore = PLAIN.equals(uri.getScheme()) || SECURE.equals(uri.getScheme());
            if (isStore && uri.getHost() != null && uri.getRawPath().matches("(/\\d{0,5})?")) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw reader.wrong(
                REPLICA, "redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE], or rediss://…");
    }

    private static Optional<Path> authorities(SettingReader reader) throws StartFailure {
        if (reader.optionalText(REPLICA_CA).isEmpty()) {
            return Optional.empty();
        }
        Path file = reader.folder(REPLICA_CA, Path.of(""));
        try (InputStream bytes = Files.newInputStream(file)) {
            if (!CertificateFactory.getInstance("X.509").generateCertificates(bytes).isEmpty()) {
                return Optional.of(file);
            }
        } catch (IOException | CertificateException _) {
            // Said below.
        }
        throw reader.wrong(REPLICA_CA, "a file of certificates in PEM");
    }
}
