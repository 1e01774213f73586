package io.seedpod.tracker.frontend.rest.names;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.seedpod.tracker.TestTracker;
import io.seedpod.tracker.frontend.rest.UndeclaredAnswers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Two who publish, and trackers that hear of it later.
@QuarkusTest
@QuarkusTestResource(TestTracker.class)
class NameChangesTest {
    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);
    private static final String THREE = "3".repeat(40);
    private static final String NAMES = "/api/v1/names/";

    @AfterAll
    static void everyAnswerWasDeclared() {
        assertEquals(Set.of(), UndeclaredAnswers.SEEN);
    }

    private static ValidatableResponse put(
            RequestSpecification request, String name, String infoHash, String query) {
        return request.contentType("application/json")
                .body("{\"infoHash\":\"%s\",\"size\":100}".formatted(infoHash))
                .put(NAMES + name + query)
                .then();
    }

    private static ValidatableResponse put(String name, String infoHash, String query) {
        return put(given(), name, infoHash, query);
    }

    private static String tag(ValidatableResponse response) {
        return response.extract().header("ETag");
    }

    @Test
    void everyNameReplyHasATagThatTellsPublicationsApart() {
        String first = tag(put("tag", ONE, "").statusCode(201));
        assertEquals(first, tag(put("tag", ONE, "").statusCode(200)));
        assertEquals(first, tag(given().get(NAMES + "tag").then().statusCode(200)));
        String second = tag(put("tag", TWO, "?replace=true").statusCode(200));
        assertEquals(second, tag(given().get(NAMES + "tag").then()));
        given().header("If-None-Match", second).get(NAMES + "tag").then().statusCode(304);
        given().header("If-None-Match", first)
                .get(NAMES + "tag")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store");
    }

    @Test
    void twoPublishersDoNotOverwriteOneAnotherUnknowingly() {
        String seen = tag(put("if", ONE, "").statusCode(201));
        put(given().header("If-Match", seen), "if", TWO, "").statusCode(200);
        put(given().header("If-Match", seen), "if", THREE, "")
                .statusCode(412)
                .contentType(startsWith("application/problem+json"))
                .body("detail", containsString(TWO))
                .body("existing.infoHash", equalTo(TWO));
        given().get(NAMES + "if").then().body("infoHash", equalTo(TWO));
        put(given().header("If-None-Match", "*"), "if", TWO, "").statusCode(412);
        put(given().header("If-None-Match", "*"), "if-new", TWO, "").statusCode(201);
        put(given().header("If-Match", "*"), "if-none", TWO, "").statusCode(412);
        put(given().header("If-Match", "x"), "if", TWO, "")
                .statusCode(400)
                .body("key", equalTo("If-Match"));
    }

    @Test
    void aConflictSaysWhoseTheNameIs() {
        put(given().header("User-Agent", "test/1"), "whose", ONE, "").statusCode(201);
        put("whose", TWO, "")
                .statusCode(409)
                .header("ETag", startsWith("\"" + ONE))
                .body("detail", containsString("published by 127.0.0.1"))
                .body("existing.publishedBy.address", equalTo("127.0.0.1"))
                .body("existing.publishedBy.agent", equalTo("test/1"))
                .body("existing.clock", not(0));
        put("whose", TWO, "?replace=perhaps").statusCode(400).body("key", equalTo("replace"));
    }

    @Test
    void onlyTheSeenPublicationIsDeleted() {
        String seen = tag(put("del", ONE, ""));
        put("del", TWO, "?replace=true");
        given().header("If-Match", seen).delete(NAMES + "del").then().statusCode(412);
        String now = tag(given().get(NAMES + "del").then());
        given().header("If-Match", now).delete(NAMES + "del").then().statusCode(204);
        given().get(NAMES + "del").then().statusCode(404);
    }

    @Test
    void whatANameMeantCanStillBeHad() {
        put("meant", ONE, "").statusCode(201);
        put("meant", TWO, "?replace=true").statusCode(200);
        given().get(NAMES + "meant/versions")
                .then()
                .statusCode(200)
                .body("name", equalTo("meant"))
                .body("versions.infoHash", equalTo(List.of(TWO, ONE)))
                .body("versions.name", equalTo(List.of("meant", "meant@11111111")));
        for (String digits : List.of("11111111", ONE)) {
            given().get(NAMES + "meant@" + digits)
                    .then()
                    .statusCode(200)
                    .body("infoHash", equalTo(ONE))
                    .body("name", equalTo("meant@11111111"));
        }
        given().get(NAMES + "meant@22222222").then().statusCode(200);
        given().get(NAMES + "meant@33333333").then().statusCode(404);
        // Replaced on purpose: not in the list any more.
        given().get("/api/v1/names?prefix=meant")
                .then()
                .body("names.name", equalTo(List.of("meant")));
        given().delete(NAMES + "meant@11111111").then().statusCode(204);
        given().get(NAMES + "meant@11111111").then().statusCode(404);
        given().get(NAMES + "meant").then().statusCode(200);
        given().get(NAMES + "nothing/versions").then().statusCode(404);
    }

    @Test
    void ofTwoRepublicationsTheLaterIsThePlainNameAndTheOtherStaysListed() {
        put("twice", ONE, "?clock=2000").statusCode(201).body("clock", equalTo(2000));
        put("twice", TWO, "?clock=1000").statusCode(201).body("name", equalTo("twice@22222222"));
        put("twice", TWO, "?clock=1000").statusCode(200);
        given().get(NAMES + "twice")
                .then()
                .body("infoHash", equalTo(ONE))
                .body("publishedAt", equalTo("1970-01-01T00:00:02Z"));
        given().get("/api/v1/names?prefix=twice")
                .then()
                .body("names.name", equalTo(List.of("twice", "twice@22222222")));
        put("twice", THREE, "?clock=3000").statusCode(201).body("name", equalTo("twice"));
        given().get("/api/v1/names?prefix=twice")
                .then()
                .body("names.name", equalTo(List.of("twice", "twice@11111111", "twice@22222222")));
        // Now somebody decides.
        put("twice", TWO, "").statusCode(409);
        put("twice", TWO, "?replace=true").statusCode(200).body("name", equalTo("twice"));
        given().get("/api/v1/names?prefix=twice")
                .then()
                .body("names.infoHash", equalTo(List.of(TWO)));
    }

    @Test
    void aDeletedNameIsNotBroughtBackByWhoHasNotHeardOfIt() {
        put("gone", ONE, "?clock=5000").statusCode(201);
        given().delete(NAMES + "gone").then().statusCode(204);
        put("gone", ONE, "?clock=5000").statusCode(410).body("key", equalTo("clock"));
        put("gone", TWO, "?clock=6000").statusCode(410);
        given().get(NAMES + "gone").then().statusCode(404);
        put("gone", ONE, "").statusCode(201).body("$", hasKey("clock"));
    }

    @Test
    void aClockOutOfRangeIsAProblem() {
        put("late", ONE, "?clock=-1").statusCode(400).body("key", equalTo("clock"));
        put("late", ONE, "?clock=x").statusCode(400).body("key", equalTo("clock"));
        long ahead = System.currentTimeMillis() + 600_000;
        put("late", ONE, "?clock=" + ahead)
                .statusCode(400)
                .body("key", equalTo("clock"))
                .body("detail", containsString("ahead"));
    }
}
