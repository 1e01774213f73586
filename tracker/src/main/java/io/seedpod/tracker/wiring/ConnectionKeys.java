package io.seedpod.tracker.wiring;

import io.seedpod.model.tracker.udp.ConnectionIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// The connection ids of a key file as it is now: changed keys hold without a restart.
///
/// [#get] is for any thread and costs a volatile read; [#look] is for one thread at a time.
public final class ConnectionKeys implements Supplier<ConnectionIds> {
    /// In the data folder, where no other is given.
    public static final String FILE = "connection-id.key";

    private static final Logger LOG = Logger.getLogger(ConnectionKeys.class);

    private final Path file;
    private volatile ConnectionIds ids;
    private byte[] seen;
    private boolean troubleTold;

    private ConnectionKeys(Path file) throws IOException {
        this.file = file;
        this.seen = Files.readAllBytes(file);
        this.ids = KeyFile.ids(KeyFile.parse(file, seen));
    }

    /// Those of a file that must be there. Blocks.
    static ConnectionKeys given(Path file) throws IOException {
        return new ConnectionKeys(file);
    }

    /// Those of a file that is made if it is missing. Blocks.
    static ConnectionKeys kept(Path file) throws IOException {
        if (!Files.exists(file)) {
            KeyFile.make(file);
        }
        return new ConnectionKeys(file);
    }

    /// How many keys a file holds. Blocks.
    ///
    /// @throws IOException if a start would not take it; the message says why
    public static int count(Path file) throws IOException {
        return KeyFile.parse(file, Files.readAllBytes(file)).size();
    }

    @Override
    public ConnectionIds get() {
        return ids;
    }

    /// Takes the keys of a file that has changed; one that cannot be used changes nothing, and is
    /// told of once. Blocks.
    void look() {
        try {
            byte[] now = Files.readAllBytes(file);
            if (!Arrays.equals(now, seen)) {
                var keys = KeyFile.parse(file, now);
                ids = KeyFile.ids(keys);
                seen = now;
                LOG.infof("connection keys read again: %s", inWords(keys));
            }
            troubleTold = false;
        } catch (IOException e) {
            if (!troubleTold) {
                LOG.warnf("connection keys stay as they are: %s", e);
                troubleTold = true;
            }
        }
    }

    private static String inWords(List<byte[]> keys) {
        String first = "ids are issued by key " + KeyFile.fingerprint(keys.getFirst());
        return keys.size() == 1
                ? first
                : first + ", those of key " + KeyFile.fingerprint(keys.getLast()) + " accepted too";
    }
}
