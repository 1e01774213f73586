package io.seedpod.tracker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicationTest {
    @TempDir Path folder;

    private static Replication read(Map<Setting, String> values) throws StartFailure {
        return Replication.read(
                SettingReader.ofText(setting -> Optional.ofNullable(values.get(setting))));
    }

    private static StartFailure failure(Map<Setting, String> values) {
        return assertThrows(StartFailure.class, () -> read(values));
    }

    @Test
    void aStoreIsSpokenToByTlsWhereItsAddressSaysSo() throws StartFailure {
        assertTrue(read(Map.of()).store().isEmpty());
        var plain = read(Map.of(Replication.REPLICA, "redis://:pw@store:6380/3")).store();
        assertFalse(plain.orElseThrow().isSecure());
        assertEquals("store", plain.orElseThrow().address().getHost());
        var secure = read(Map.of(Replication.REPLICA, "rediss://user:pw@[::1]")).store();
        assertTrue(secure.orElseThrow().isSecure());
        assertTrue(secure.orElseThrow().authorities().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://store",
                "redisss://store",
                "redis:store",
                "redis://",
                "redis://store/x",
                "redis://store/123456",
                "store:6379",
                "redis://:hush@store/x"
            })
    void whatIsNoStoreIsRefused(String text) {
        var failure = failure(Map.of(Replication.REPLICA, text));
        assertEquals(ExitCode.USAGE, failure.exitCode());
        assertFalse(failure.getMessage().contains("hush"), "the password is shown");
    }

    @Test
    void authoritiesAreCertificatesAndForTlsOnly() throws Exception {
        var nonsense = Files.writeString(folder.resolve("nonsense"), "no certificate").toString();
        var missing = folder.resolve("missing").toString();
        for (var file : new String[] {nonsense, missing}) {
            var failure =
                    failure(
                            Map.of(
                                    Replication.REPLICA,
                                    "rediss://store",
                                    Replication.REPLICA_CA,
                                    file));
            assertTrue(failure.getMessage().contains("a file of certificates in PEM"), file);
        }
        var authority = folder.resolve("ca.pem");
        Files.writeString(authority, CERTIFICATE);
        var good =
                read(
                        Map.of(
                                Replication.REPLICA,
                                "rediss://store",
                                Replication.REPLICA_CA,
                                authority.toString()));
        assertEquals(Optional.of(authority), good.store().orElseThrow().authorities());
        var unused =
                failure(
                        Map.of(
                                Replication.REPLICA,
                                "redis://store",
                                Replication.REPLICA_CA,
                                authority.toString()));
        assertTrue(unused.getMessage().contains("rediss://"), unused.getMessage());
        failure(Map.of(Replication.REPLICA_CA, authority.toString()));
    }

    /// Of a key that nobody keeps.
    private static final String CERTIFICATE =
            """
            -----BEGIN CERTIFICATE-----
            MIIBOjCB4aADAgECAgguQeHeEuAACDAKBggqhkjOPQQDAjARMQ8wDQYDVQQDEwZu
            b2JvZHkwIBcNMjYxMTIxMTczNzIxWhgPMjEyNjEwMjgxNzM3MjFaMBExDzANBgNV
            BAMTBm5vYm9keTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCZyXG8pAYMZJ4Zr
            oYdEhh9JqoVnsNVijnztDQpuUjrVPYN3QcdMVN7jCzCpXWYzrvOq1zMCLFHtZTgj
            m/Y2RfSjITAfMB0GA1UdDgQWBBRnD4Te59bQW6c2B2FPmNPKtSQU4jAKBggqhkjO
            PQQDAgNIADBFAiEAyXE5Xiv3jiHessNm4MkXIvyxqet9+gkaQW28hyvSQn0CIFB9
            30Eh8niJtu2C5Aj0YulaYpcCAb7fjC2/ykCdra0o
            -----END CERTIFICATE-----
            """;
}
