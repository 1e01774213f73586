package io.seedpod.tracker.frontend.rest.names;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.TestTracker;
import io.seedpod.tracker.frontend.rest.UndeclaredAnswers;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestTracker.class)
class NamesResourceTest {
    private static final String TORRENT = "application/x-bittorrent";
    private static final String PROBLEM = "application/problem+json";
    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final String OTHER = "f".repeat(40);

    private static RequestSpecification request() {
        var encoder =
                EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false);
        return given().config(RestAssuredConfig.config().encoderConfig(encoder));
    }

    private static ValidatableResponse publish(String name, String infoHash, String query) {
        return request()
                .contentType("application/json")
                .body("{\"infoHash\":\"%s\",\"size\":100,\"pieceLength\":16}".formatted(infoHash))
                .put("/api/v1/names/{name}" + query, name)
                .then();
    }

    private static ValidatableResponse isProblem(
            ValidatableResponse response, int status, String detail) {
        return response.statusCode(status)
                .contentType(startsWith(PROBLEM))
                .body("status", equalTo(status))
                .body("type", equalTo("about:blank"))
                .body("detail", containsString(detail));
    }

    private static BDictionary info(String name, int pieces) {
        return BDictionary.builder()
                .put("length", 16_384L * pieces)
                .put("name", name)
                .put("piece length", 16_384)
                .put("pieces", new byte[20 * pieces])
                .build();
    }

    private static byte[] torrent(BDictionary info) {
        var torrent = BDictionary.builder().put("announce", "udp://x:1").put("info", info);
        return Bencode.encode(torrent.build());
    }

    @Test
    void aNameIsPublishedFoundListedAndDeleted() {
        publish("rest-a", HASH, "").statusCode(201).body("name", equalTo("rest-a"));
        publish("rest-a", HASH, "").statusCode(200);
        given().get("/api/v1/names/rest-a")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("infoHash", equalTo(HASH))
                .body("size", equalTo(100))
                .body("pieceLength", equalTo(16))
                .body("pieceCount", equalTo(7))
                .body("hasTorrent", equalTo(false))
                .body("seeders", equalTo(0))
                .body("leechers", equalTo(0))
                .body("$", hasKey("publishedAt"))
                .body("$", not(hasKey("files")));
        given().get("/api/v1/names?prefix=rest-a")
                .then()
                .body("names.name", equalTo(List.of("rest-a")));
        given().delete("/api/v1/names/rest-a").then().statusCode(204);
        isProblem(given().get("/api/v1/names/rest-a").then(), 404, "no such name");
        isProblem(given().delete("/api/v1/names/rest-a").then(), 404, "no such name");
    }

    @Test
    void aTorrentIsPublishedAndComesBackByteForByte() {
        var info = info("content", 3);
        byte[] torrent = torrent(info);
        request()
                .contentType(TORRENT)
                .body(torrent)
                .put("/api/v1/names/rest-torrent")
                .then()
                .statusCode(201)
                .body("infoHash", equalTo(InfoHash.ofInfo(info.source()).hex()))
                .body("size", equalTo(3 * 16_384))
                .body("files", equalTo(1))
                .body("private", equalTo(false))
                .body("hasTorrent", equalTo(true));
        byte[] back =
                given().get("/api/v1/names/rest-torrent/torrent")
                        .then()
                        .statusCode(200)
                        .contentType(TORRENT)
                        .extract()
                        .asByteArray();
        assertArrayEquals(torrent, back);
    }

    /// Larger than any buffer on its way.
    @Test
    void aTorrentOfAMegabyteComesBackToo() {
        byte[] torrent = torrent(info("large", 50_000));
        request()
                .contentType(TORRENT)
                .body(torrent)
                .put("/api/v1/names/rest-large")
                .then()
                .statusCode(201);
        assertArrayEquals(
                torrent,
                given().get("/api/v1/names/rest-large/torrent").then().extract().asByteArray());
    }

    @Test
    void aTorrentOfManyMegabytesIsTaken() {
        var torrent =
                BDictionary.builder()
                        .put("comment", new byte[12 << 20])
                        .put("info", info("stout", 1))
                        .build();
        request()
                .contentType(TORRENT)
                .body(Bencode.encode(torrent))
                .put("/api/v1/names/rest-stout")
                .then()
                .statusCode(201);
    }

    @Test
    void aTorrentLargerThanAllowedIsRefusedInWords() throws Exception {
        // By hand: the tracker answers without waiting for the body, which confuses clients.
        String head =
                "PUT /api/v1/names/rest-huge HTTP/1.1\r\nHost: x\r\nContent-Length: 33554433\r\nContent-Type: "
                        + TORRENT
                        + "\r\n\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(30_000);
            byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(bytes);
            var answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
            assertTrue(answer.contains(PROBLEM), answer);
            assertTrue(answer.contains("33554433 bytes (expected: at most 33554432)"), answer);
        }
        given().get("/api/v1/names/rest-huge").then().statusCode(404);
    }

    @Test
    void whatIsNoTorrentIsRefusedWithTheReason() {
        for (String body : new String[] {"", "garbage", "de", "d4:infod4:name2:..ee"}) {
            isProblem(
                    request()
                            .contentType(TORRENT)
                            .body(body.getBytes(StandardCharsets.US_ASCII))
                            .put("/api/v1/names/rest-bad")
                            .then(),
                    400,
                    "not a usable .torrent");
        }
    }

    @Test
    void aNameWithoutATorrentHasNoneToGive() {
        publish("rest-bare", HASH, "").statusCode(201);
        isProblem(given().get("/api/v1/names/rest-bare/torrent").then(), 404, "without a .torrent");
    }

    @Test
    void otherContentIsAConflictThatNamesWhatIsThere() {
        publish("rest-c", HASH, "").statusCode(201);
        isProblem(publish("rest-c", OTHER, ""), 409, HASH);
        publish("rest-c", OTHER, "?replace=true").statusCode(200).body("infoHash", equalTo(OTHER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"infoHash\":\"x\",\"size\":1}",
                "{\"size\":1}"
            })
    void aBodyThatIsNotWantedIsAProblem(String body) {
        isProblem(
                request()
                        .contentType("application/json")
                        .body(body)
                        .put("/api/v1/names/rest-body")
                        .then(),
                400,
                "");
    }

    @Test
    void negativeSizesAreAProblem() {
        String body = "{\"infoHash\":\"%s\",\"size\":%d,\"pieceLength\":%d}";
        for (String each : List.of(body.formatted(HASH, -1, 1), body.formatted(HASH, 1, -1))) {
            isProblem(
                    request()
                            .contentType("application/json")
                            .body(each)
                            .put("/api/v1/names/rest-n")
                            .then(),
                    400,
                    "negative");
        }
    }

    @Test
    void aBodyOfAnotherTypeIsAProblem() {
        isProblem(
                request().contentType("text/plain").body("x").put("/api/v1/names/rest-t").then(),
                415,
                "");
    }

    @Test
    void namesThatCannotBeNamesAreRefused() {
        for (String name : List.of(HASH, "a".repeat(256), "a\u0001", "a/b")) {
            publish(name, HASH, "").statusCode(400);
        }
        isProblem(publish(HASH, HASH, ""), 400, "infohash").body("key", equalTo("name"));
        isProblem(publish("a".repeat(256), HASH, ""), 400, "256 characters")
                .body("limit", equalTo(255));
        isProblem(publish("a@01234567", HASH, ""), 400, "version of another");
    }

    @Test
    void namesAreTextInAnyScript() {
        String name = "größe 漢字 🙂 100% a+b?c#d";
        publish(name, HASH, "").statusCode(201).body("name", equalTo(name));
        given().get("/api/v1/names/{name}", name)
                .then()
                .statusCode(200)
                .body("name", equalTo(name));
    }

    @Test
    void aListComesInPages() {
        for (int i = 0; i < 5; i++) {
            publish("page-" + i, HASH, "").statusCode(201);
        }
        given().get("/api/v1/names?prefix=page-&limit=2")
                .then()
                .body("names.name", equalTo(List.of("page-0", "page-1")))
                .body("next", equalTo("page-1"))
                .header("Link", "</api/v1/names?prefix=page-&after=page-1&limit=2>; rel=\"next\"");
        given().get("/api/v1/names?prefix=page-&limit=2&after=page-3")
                .then()
                .body("names.name", equalTo(List.of("page-4")))
                .body("$", not(hasKey("next")));
        given().get("/api/v1/names?glob=page-[1-3]&limit=2")
                .then()
                .body("names.name", equalTo(List.of("page-1", "page-2")))
                .body("next", equalTo("page-2"));
        given().get("/api/v1/names?glob=page-[1-3]&limit=2&after=page-2")
                .then()
                .body("names.name", equalTo(List.of("page-3")))
                .body("$", not(hasKey("next")));
        isProblem(given().get("/api/v1/names?glob=[").then(), 400, "glob");
        isProblem(given().get("/api/v1/names?limit=0").then(), 400, "limit");
        isProblem(given().get("/api/v1/names?limit=x").then(), 400, "limit x")
                .body("key", equalTo("limit"))
                .body("limit", equalTo(1000));
        isProblem(given().get("/api/v1/names?limit=1001").then(), 400, "limit");
    }

    @Test
    void anUnknownResourceIsAProblemToo() {
        isProblem(given().get("/api/v1/nothing").then(), 404, "");
        isProblem(given().post("/api/v1/names/x").then(), 405, "");
    }

    @Test
    void theInterfaceDescribesItself() {
        given().get("/api/v1/openapi.yaml")
                .then()
                .statusCode(200)
                .contentType("application/yaml")
                .body(startsWith("openapi: 3.1.0"));
    }

    @AfterAll
    static void everyAnswerWasDeclared() {
        assertEquals(Set.of(), UndeclaredAnswers.SEEN);
    }
}
