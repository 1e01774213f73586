package io.seedpod.blackbox.tracker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Certificate;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The way to a store by TLS: what a tracker says to whom. With a real one: `SecureStoreTest`.
class SecureStoreIT {
    private static final String PASSWORD = "opensesame";

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    /// A server that hears who comes by TLS, and answers nothing.
    private static final class Listener implements AutoCloseable {
        private final ServerSocket server;

        /// What each connection said first, or why it came to nothing.
        private final List<String> heard = new CopyOnWriteArrayList<>();

        Listener(Certificate certificate) throws Exception {
            server =
                    certificate
                            .servers()
                            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::accept);
        }

        private void accept() {
            try {
                while (true) {
                    var socket = server.accept();
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (socket) {
                                            var first = socket.getInputStream().readNBytes(20);
                                            heard.add(new String(first, US_ASCII));
                                        } catch (IOException e) {
                                            heard.add("failed: " + e.getMessage());
                                        }
                                    });
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        String address() {
            return "rediss://:" + PASSWORD + "@localhost:" + server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    void theStoreIsSpokenToByTlsOnceItsCertificateIsVouchedFor() throws Exception {
        var certificate = new Certificate(world, "store", "localhost");
        var store = world.owns(new Listener(certificate));
        var tracker =
                world.tracker("--replica=" + store.address(), "--replica-ca=" + certificate.pem());
        Await.until(
                "the tracker has said its password",
                World.START,
                () -> store.heard.stream().anyMatch(it -> it.startsWith("*2\r\n$4\r\nAUTH")),
                () -> store.heard + tracker.running().transcript());
    }

    @Test
    void whoIsNotVouchedForIsToldNothing() throws Exception {
        var store = world.owns(new Listener(new Certificate(world, "store", "localhost")));
        var other = new Certificate(world, "other", "localhost");
        var tracker = world.tracker("--replica=" + store.address(), "--replica-ca=" + other.pem());
        Await.until(
                "the tracker has tried twice",
                World.START,
                () -> store.heard.size() >= 2,
                tracker.running()::transcript);
        assertTrue(
                store.heard.stream().allMatch(it -> it.startsWith("failed: ")),
                store.heard::toString);
        assertEquals(200, tracker.management("/q/health/ready").status());
        Await.until(
                "the reason is told",
                World.START,
                () -> {
                    var ready = tracker.management("/q/health/ready").text();
                    return ready.contains("\"degraded: ")
                            && ready.contains("PKIX path building failed");
                },
                () -> tracker.management("/q/health/ready").text());
        assertTrue(!tracker.running().errors().contains(PASSWORD), "the password is shown");
    }

    @Test
    void whatIsNoCertificateStopsTheStart() throws Exception {
        var file = world.path("none").resolve("ca.pem");
        world.trackerCommand("--replica=rediss://localhost", "--replica-ca=" + file)
                .expect(2)
                .mentions("--replica-ca")
                .mentions("a file of certificates in PEM");
    }
}
