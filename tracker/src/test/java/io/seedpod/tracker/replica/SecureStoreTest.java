package io.seedpod.tracker.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.tracker.config.Replication.Store;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A store that is spoken to by TLS, and who is not taken for it.
@Tag("redis")
class SecureStoreTest extends ReplicaBench {
    private StoreCertificate certificate;
    private RedisServer secure;

    @BeforeEach
    void startSecure() throws Exception {
        certificate = StoreCertificate.make(folder.resolve("tls"), "dns:localhost");
        secure = new RedisServer(folder.resolve("tls"), certificate);
    }

    @AfterEach
    void stopSecure() {
        secure.close();
    }

    private Store trusting(URI address, StoreCertificate authority) {
        return new Store(address, Optional.of(authority.certificate()));
    }

    /// Waits until a try has failed.
    private static void awaitFailure(OneTracker tracker) {
        await(() -> !tracker.replicator.trouble().equals(Optional.of(RedisLink.NOT_YET)));
        assertTrue(tracker.replicator.trouble().isPresent(), "it was taken for the store");
        tracker.announce(1, 0, AnnounceEvent.STARTED);
        assertEquals(1, tracker.peers(), "it goes on alone");
    }

    /// Waits until one has failed for this reason: the first may have been out of time.
    private static void awaitFailure(OneTracker tracker, String reason) {
        awaitFailure(tracker);
        await(() -> tracker.replicator.trouble().orElseThrow().contains(reason));
    }

    @Test
    void trackersMeetAtAStoreWhoseCertificateIsVouchedFor() throws Exception {
        var store = trusting(secure.secureUri("localhost"), certificate);
        var a = new OneTracker("a", store).joined();
        var b = new OneTracker("b", store).joined();
        a.announce(1, 0, AnnounceEvent.STARTED);
        await(() -> b.peers() == 1);
        await(a.names().publish(publication(SWARM, false)));
        await(() -> b.content().equals(Optional.of(SWARM)));
    }

    @Test
    void aStoreThatComesBackIsFoundByTlsToo() throws Exception {
        var store = trusting(secure.secureUri("localhost"), certificate);
        var a = new OneTracker("a", store).joined();
        secure.kill();
        await(() -> a.replicator.trouble().isPresent());
        secure.start();
        a.joined();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        var other = StoreCertificate.make(folder.resolve("other"), "dns:localhost");
        var a = new OneTracker("a", trusting(secure.secureUri("localhost"), other));
        awaitFailure(a, "PKIX path");
        // The platform does not know it either.
        var b = new OneTracker("b", secure.secureUri("localhost"));
        awaitFailure(b, "PKIX path");
    }

    @Test
    void theCertificateOfAnotherHostIsRefused() throws Exception {
        var a = new OneTracker("a", trusting(secure.secureUri("127.0.0.1"), certificate));
        awaitFailure(a, "No subject alternative names");
    }

    @Test
    void whoSpeaksPlainlyWhereTlsIsWantedSaysSo() throws Exception {
        var plain = URI.create(redis.uri().toString().replace("redis:", "rediss:"));
        awaitFailure(new OneTracker("a", trusting(plain, certificate)));
        var tls = secure.secureUri("127.0.0.1").toString().replace("rediss:", "redis:");
        awaitFailure(new OneTracker("b", URI.create(tls)));
    }
}
