package io.seedpod.peer.net.tracker;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;

/// A whole reply over HTTP.
///
/// @param contentType empty if the server did not say
/// @param tag the `ETag`, as it is; empty if the server did not say
public record HttpAnswer(int status, String contentType, String tag, Buffer body) {
    public boolean is(String mediaType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith(mediaType);
    }
}
