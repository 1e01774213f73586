package io.seedpod.peer.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.session.Session;
import io.seedpod.peer.session.SessionOptions;
import io.seedpod.peer.session.Sessions;
import io.seedpod.peer.session.offline.Torrents;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The REST API over a real session that has no tracker.
@QuarkusTest
class ApiTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject Sessions sessions;
    @TempDir Path folder;

    private Session session;

    @BeforeEach
    void open() {
        session =
                sessions.open(
                                new SessionOptions(
                                        List.of(),
                                        Optional.empty(),
                                        Optional.of("127.0.0.1"),
                                        OptionalInt.of(0),
                                        false,
                                        Optional.empty()))
                        .await()
                        .atMost(SOON);
    }

    @AfterEach
    void close() {
        session.stop().await().atMost(SOON);
    }

    private Metainfo torrentOf(Path content) {
        var options = new Torrents.Options(Optional.empty(), 0, false, List.of("tracker:6969"));
        return Torrents.create(content, options, (_, _) -> {});
    }

    private static String base64(Metainfo metainfo) {
        return Base64.getEncoder().encodeToString(metainfo.encode());
    }

    @Test
    void tellsWhoItIs() {
        given().get("/api/v1/daemon")
                .then()
                .statusCode(200)
                .body("product", equalTo("seedpod peer"))
                .body("listen", startsWith("127.0.0.1:"));
    }

    @Test
    void aTorrentIsSeededListedShownAndRemoved() throws IOException {
        var content = Files.writeString(folder.resolve("a.bin"), "content");
        var metainfo = torrentOf(content);
        var hash = metainfo.info().infoHash().hex();
        given().contentType(ContentType.JSON)
                .body(AddTorrent.of(new AddTorrent.Seed(base64(metainfo), folder.toString())))
                .post("/api/v1/torrents")
                .then()
                .statusCode(201)
                .body("infoHash", equalTo(hash))
                .body("totalLength", equalTo(7));
        given().get("/api/v1/torrents")
                .then()
                .statusCode(200)
                .body("torrents.infoHash", hasItem(hash));
        given().get("/api/v1/torrents/" + hash)
                .then()
                .statusCode(200)
                .body("name", equalTo("a.bin"))
                .body("path", equalTo(content.toString()));
        given().delete("/api/v1/torrents/" + hash).then().statusCode(204);
        given().get("/api/v1/torrents/" + hash)
                .then()
                .statusCode(404)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("urn:seedpod:unknown-name"));
    }

    @Test
    void wrongContentIsNotSeeded() throws IOException {
        var content = Files.writeString(folder.resolve("a.bin"), "content");
        var metainfo = torrentOf(content);
        Files.writeString(content, "CONTENT");
        given().contentType(ContentType.JSON)
                .body(AddTorrent.of(new AddTorrent.Seed(base64(metainfo), folder.toString())))
                .post("/api/v1/torrents")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:seedpod:verification"));
    }

    @Test
    void aNameWithoutAnyTrackerIsAUsageError() {
        given().contentType(ContentType.JSON)
                .body(
                        AddTorrent.of(
                                new AddTorrent.Fetch(
                                        "model.bin",
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null)))
                .post("/api/v1/torrents")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:seedpod:usage"))
                .body("detail", containsString("SEEDPOD_TRACKERS"));
    }

    @Test
    void whatIsNotUnderstoodIsAProblemThatShowsNoClass() {
        for (var body :
                new String[] {"{", "{\"bogus\":1}", "[]", "{}", "{\"share\":{\"path\":\"rel\"}}"}) {
            given().contentType(ContentType.JSON)
                    .body(body)
                    .post("/api/v1/torrents")
                    .then()
                    .statusCode(400)
                    .contentType(Problem.MEDIA_TYPE)
                    .body(not(containsString("io.seedpod")));
        }
    }

    @Test
    void anInfohashThatIsNoneIsSaidToBe() {
        given().get("/api/v1/torrents/xyz")
                .then()
                .statusCode(400)
                .body("detail", containsString("40 hexadecimal digits"));
    }

    @Test
    void describesItself() {
        given().get("/q/openapi").then().statusCode(200).body(containsString("/api/v1/torrents"));
    }
}
