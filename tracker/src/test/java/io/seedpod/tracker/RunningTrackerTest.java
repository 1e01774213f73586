package io.seedpod.tracker;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.http.HttpAnnounceQuery;
import io.seedpod.model.tracker.http.HttpAnnounceReply;
import io.seedpod.model.tracker.udp.NameStatus;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpRequestCodec;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.model.tracker.udp.UdpResponseCodec;
import io.seedpod.tracker.wiring.Resources;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole tracker in one process, through its sockets.
@QuarkusTest
@QuarkusTestResource(TestTracker.class)
class RunningTrackerTest {
    @Inject Resources resources;

    @ConfigProperty(name = "quarkus.http.test-port")
    int httpPort;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    private static AnnounceRequest announce(InfoHash swarm, int port, long left) {
        var id = PeerId.ours(new Random(port));
        return new AnnounceRequest(swarm, id, 3, 4, left, AnnounceEvent.STARTED, 50, 1, port);
    }

    private HttpAnnounceReply.Accepted overHttp(AnnounceRequest request) throws Exception {
        String url = "http://127.0.0.1:" + httpPort + "/announce";
        try (var client = HttpClient.newHttpClient()) {
            var response =
                    client.send(
                            HttpRequest.newBuilder(URI.create(HttpAnnounceQuery.url(url, request)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, response.statusCode());
            return (HttpAnnounceReply.Accepted)
                    HttpAnnounceReply.decode(response.body()).orElseThrow();
        }
    }

    /// A UDP client that waits for each answer.
    private final class Client implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket();
        private final String host;
        private final long connectionId;

        Client(String host) throws Exception {
            this.host = host;
            socket.setSoTimeout(30_000);
            socket.connect(InetAddress.getByName(host), resources.datagramPort().port());
            connectionId = ((UdpResponse.Connected) ask(new UdpRequest.Connect(1))).connectionId();
        }

        UdpResponse ask(UdpRequest request) throws Exception {
            byte[] bytes = UdpRequestCodec.encode(request);
            socket.send(new DatagramPacket(bytes, bytes.length));
            var packet = new DatagramPacket(new byte[2_048], 2_048);
            socket.receive(packet);
            return UdpResponseCodec.decode(
                            ByteBuffer.wrap(packet.getData(), 0, packet.getLength()),
                            host.contains(":"))
                    .orElseThrow();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void udpAndHttpShareOneRegistry(String host) throws Exception {
        var swarm = new InfoHash(host.hashCode(), 2, 3);
        overHttp(announce(swarm, 1_001, 0));
        try (var client = new Client(host)) {
            var request =
                    new UdpRequest.Announce(client.connectionId, 7, announce(swarm, 1_002, 5));
            var reply = ((UdpResponse.Announced) client.ask(request)).announce();
            assertEquals(1, reply.seeders());
            assertEquals(1, reply.leechers());
            assertEquals(host.equals("::1") ? 0 : 1, reply.peers().size());
        }
        given().get("/api/v1/swarms/" + swarm)
                .then()
                .body("seeders", equalTo(1))
                .body("leechers", equalTo(1))
                .body("peers.size()", equalTo(2))
                .body("peers[0].endpoint", equalTo("127.0.0.1:1001"))
                .body("peers[0].client", equalTo("KP0100"))
                .body("peers[0].seeder", equalTo(true))
                .body("peers[0].left", equalTo(0))
                .body("peers[0].uploaded", equalTo(3))
                .body("peers[0].downloaded", equalTo(4))
                .body("peers[0].lastAnnounceSeconds", greaterThanOrEqualTo(0));
    }

    @Test
    void aNamePublishedOverUdpIsFoundOverBoth() throws Exception {
        var name = new CatalogueName("over-udp");
        var publication = new UdpRequest.Publication(name, new InfoHash(8, 8, 8), 5, 1, false);
        try (var client = new Client("127.0.0.1")) {
            long id = client.connectionId;
            var published =
                    (UdpResponse.NameReply)
                            client.ask(new UdpRequest.PublishName(id, 1, publication, ""));
            assertEquals(NameStatus.OK, published.status());
            var found =
                    (UdpResponse.NameReply) client.ask(new UdpRequest.LookUpName(id, 2, name, ""));
            assertEquals(new InfoHash(8, 8, 8), found.entry().infoHash());
        }
        given().get("/api/v1/names/over-udp")
                .then()
                .statusCode(200)
                .body("infoHash", equalTo(new InfoHash(8, 8, 8).hex()));
    }

    @Test
    void theTrackerTellsOfItselfAndOfUnknownSwarms() {
        given().get("/api/v1/tracker")
                .then()
                .body("product", equalTo("SeedPod tracker"))
                .body("intervalSeconds", equalTo(15));
        given().get("/api/v1/swarms/" + "0".repeat(40)).then().body("peers.size()", equalTo(0));
        given().get("/api/v1/swarms/nonsense").then().statusCode(400);
    }

    @Test
    void metricsCountAnnouncesAndNamesOnTheManagementPort() throws Exception {
        overHttp(announce(new InfoHash(5, 5, 5), 1_001, 0));
        String metrics = given().port(managementPort).get("/q/metrics").asString();
        assertTrue(
                metrics.lines()
                        .anyMatch(
                                line ->
                                        line.startsWith("seedpod_announces_total{")
                                                && line.contains("transport=\"http\"")
                                                && line.contains("event=\"started\"")
                                                && !line.endsWith(" 0.0")),
                metrics);
        for (String name :
                new String[] {"seedpod_swarms ", "seedpod_names ", "seedpod_udp_dropped_total{"}) {
            assertTrue(metrics.contains(name), name);
        }
    }

    @Test
    void theKeyIsForTheOwnerAlone() throws Exception {
        var key = resources.settings().publishing().data().resolve("connection-id.key");
        assertEquals(33, Files.size(key)); // 16 bytes in hexadecimal, and the end of the line
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    }

    /// Garbage on the TCP ports: answered or hung up on, and the tracker goes on.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0001\u0002\r\n\r\n",
                "\u0013BitTorrent protocol",
                "GET /announce?info_hash=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /announce?\u00ff\u00fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "PUT /api/v1/names/x HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST / HTTP/9.9\r\n\r\n",
            })
    void garbageOnTheTcpPortsHurtsNobody(String garbage) throws Exception {
        for (int port : new int[] {httpPort, managementPort}) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            }
        }
        given().get("/api/v1/tracker").then().statusCode(200);
    }

    @Test
    void aRequestLineOrHeaderWithoutEndIsHungUpOn() throws Exception {
        for (String start : new String[] {"GET /announce?", "GET / HTTP/1.1\r\nX: "}) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), httpPort)) {
                socket.setSoTimeout(30_000);
                var out = socket.getOutputStream();
                try {
                    out.write(start.getBytes(StandardCharsets.US_ASCII));
                    out.write("a".repeat(40_000).getBytes(StandardCharsets.US_ASCII));
                } catch (SocketException _) {
                    // It has hung up on the rest.
                }
                // What it said comes before the end, even where the end is a reset.
                byte[] begin = socket.getInputStream().readNBytes("HTTP/1.1 4".length());
                String answer = new String(begin, StandardCharsets.US_ASCII);
                assertTrue(answer.matches("HTTP/1\\.. 4"), answer);
                readToEnd(socket);
            }
        }
    }

    private static void readToEnd(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException _) {
            // Reset: over as well.
        }
    }

    @Test
    void garbageOnTheUdpPortHurtsNobody() throws Exception {
        var random = new Random(1);
        // Not more at a time than fits the buffer of a port whose thread is held up.
        int most = 20;
        try (var socket = new DatagramSocket();
                var client = new Client("127.0.0.1")) {
            for (int i = 1; i <= 500; i++) {
                var bytes = new byte[random.nextInt(3_000)];
                random.nextBytes(bytes);
                socket.send(
                        new DatagramPacket(
                                bytes,
                                bytes.length,
                                InetAddress.getLoopbackAddress(),
                                resources.datagramPort().port()));
                if (i % most == 0) {
                    assertInstanceOf(
                            UdpResponse.Connected.class, client.ask(new UdpRequest.Connect(i)));
                }
            }
        }
        assertTrue(resources.datagramPort().hasTurnedWithin(TimeUnit.SECONDS.toNanos(30)));
    }
}
