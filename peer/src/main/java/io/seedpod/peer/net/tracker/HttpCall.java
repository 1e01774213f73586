package io.seedpod.peer.net.tracker;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;

/// One request to a tracker over HTTP.
///
/// @param target path and query
/// @param body empty for none
/// @param maxLength longest reply we read, in bytes
/// @param timeoutMillis how long all of it may take
public record HttpCall(
        HttpMethod method,
        String target,
        Map<String, String> headers,
        Buffer body,
        int maxLength,
        long timeoutMillis) {
    /// Longest reply that is not a torrent.
    public static final int SHORT_REPLY = 1 << 20;

    public static HttpCall get(String target, int maxLength, long timeoutMillis) {
        return new HttpCall(
                HttpMethod.GET, target, Map.of(), Buffer.buffer(), maxLength, timeoutMillis);
    }
}
