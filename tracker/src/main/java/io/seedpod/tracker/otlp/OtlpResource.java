package io.seedpod.tracker.otlp;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// Who tells, in the words of OTLP's JSON form.
final class OtlpResource {
    private OtlpResource() {}

    /// @param instance which tracker this is, `host:port`
    static JsonObject resource(String instance) {
        return JsonObject.of(
                "attributes",
                JsonArray.of(
                        attribute("service.name", "seedpod-tracker"),
                        attribute("service.instance.id", instance)));
    }

    static JsonObject scope() {
        return JsonObject.of("name", "io.seedpod.tracker");
    }

    static JsonObject attribute(String key, String value) {
        return JsonObject.of("key", key, "value", JsonObject.of("stringValue", value));
    }
}
