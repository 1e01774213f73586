package io.seedpod.tracker.frontend.rest.swarms;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.tracker.Members;
import io.seedpod.tracker.TestTracker;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestTracker.class)
class SwarmsResourceTest {
    private static void announce(InfoHash infoHash, int port, long left) {
        var hash = URLEncoder.encode(latin1(infoHash.bytes()), StandardCharsets.ISO_8859_1);
        given().urlEncodingEnabled(false)
                .get(
                        "/announce?info_hash=%s&peer_id=-XX0000-%012d&port=%d&uploaded=0&downloaded=0&left=%d&compact=1"
                                .formatted(hash.replace("+", "%20"), port, port, left))
                .then()
                .statusCode(200);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aSwarmTellsItsPeersPageByPage() {
        var hash = new InfoHash(0x5A5A, 1, 1);
        for (int port : List.of(30003, 30001, 30002, 30005, 30004)) {
            announce(hash, port, port % 2);
        }
        given().get("/api/v1/swarms/" + hash.hex())
                .then()
                .statusCode(200)
                .body("seeders", equalTo(2))
                .body("leechers", equalTo(3))
                .body("peers.size()", equalTo(5));
        var seen = new ArrayList<String>();
        String after = "";
        for (int page = 0; page < 3; page++) {
            var response =
                    given().get("/api/v1/swarms/" + hash.hex() + "/peers?limit=2" + after)
                            .then()
                            .statusCode(200);
            seen.addAll(response.extract().path("peers.endpoint"));
            String next = response.extract().path("next");
            assertEquals(page == 2, next == null);
            after = "&after=" + next;
        }
        assertEquals(
                List.of(
                        "127.0.0.1:30001",
                        "127.0.0.1:30002",
                        "127.0.0.1:30003",
                        "127.0.0.1:30004",
                        "127.0.0.1:30005"),
                seen);
        given().get("/api/v1/swarms/" + hash.hex() + "/peers?after=x").then().statusCode(400);
        given().get("/api/v1/swarms/x/peers").then().statusCode(400);
        given().get("/api/v1/swarms/" + hash.hex() + "?limit=0").then().statusCode(400);
    }

    @Test
    void swarmsAreListedPageByPageAndTheMembersAreNone() {
        var hashes = new ArrayList<String>();
        for (int i = 1; i <= 3; i++) {
            // Before all others of these tests.
            var hash = new InfoHash(i, 0, 0);
            announce(hash, 31000 + i, 0);
            hashes.add(hash.hex());
        }
        announce(Members.INFO_HASH, 31009, 0);
        var first = given().get("/api/v1/swarms?limit=2").then().statusCode(200);
        first.body("swarms.infoHash", equalTo(hashes.subList(0, 2)))
                .body("swarms[0].seeders", equalTo(1))
                .body("swarms[0]", not(hasKey("peers")))
                .body("next", equalTo(hashes.get(1)));
        var second =
                given().get("/api/v1/swarms?limit=1000&after=" + hashes.get(1))
                        .then()
                        .statusCode(200);
        List<String> rest = second.extract().path("swarms.infoHash");
        assertEquals(hashes.get(2), rest.getFirst());
        assertEquals(false, rest.contains(Members.INFO_HASH.hex()));
        given().get("/api/v1/swarms?limit=x").then().statusCode(400);
    }
}
