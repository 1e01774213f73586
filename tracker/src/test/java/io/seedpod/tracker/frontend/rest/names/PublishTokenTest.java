package io.seedpod.tracker.frontend.rest.names;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.seedpod.tracker.TestTracker;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestTracker.class)
@TestProfile(PublishTokenTest.WithToken.class)
class PublishTokenTest {
    private static final String BODY = "{\"infoHash\":\"" + "a".repeat(40) + "\",\"size\":1}";

    public static final class WithToken implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("seedpod.tracker.publish-token", "s3cret");
        }
    }

    private static int publish(String header) {
        return given().contentType("application/json")
                .header("Authorization", header)
                .body(BODY)
                .put("/api/v1/names/guarded")
                .statusCode();
    }

    @Test
    void namesAreChangedWithTheTokenOnlyAndReadWithout() {
        given().contentType("application/json")
                .body(BODY)
                .put("/api/v1/names/guarded")
                .then()
                .statusCode(401);
        for (String wrong : new String[] {"Bearer wrong", "s3cret", "Basic s3cret", "Bearer "}) {
            assertEquals(401, publish(wrong), wrong);
        }
        given().get("/api/v1/names/guarded").then().statusCode(404);
        assertEquals(201, publish("Bearer s3cret"));
        given().get("/api/v1/names/guarded").then().statusCode(200);
        given().delete("/api/v1/names/guarded").then().statusCode(401);
        given().header("Authorization", "Bearer s3cret")
                .delete("/api/v1/names/guarded")
                .then()
                .statusCode(204);
    }
}
