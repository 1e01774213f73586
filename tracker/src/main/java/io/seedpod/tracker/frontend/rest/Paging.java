package io.seedpod.tracker.frontend.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A list in pages: `after` and `limit` in the query; in the reply a `Link` to the next page
/// (RFC 8288), and the same `next` in the JSON.
public final class Paging {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final StringBuilder link;
    private char separator = '?';

    /// @param path of the list
    public Paging(String path) {
        link = new StringBuilder(path);
    }

    public static int limit(@Nullable String text) {
        return (int) Params.number("limit", text, USUAL, 1, MOST);
    }

    /// What else narrows the list.
    public Paging with(String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            link.append(separator)
                    .append(key)
                    .append('=')
                    .append(URLEncoder.encode(value, UTF_8).replace("+", "%20"));
            separator = '&';
        }
        return this;
    }

    public Response page(Object view, Optional<String> next, int limit) {
        var response = Response.ok(view, MediaType.APPLICATION_JSON_TYPE);
        if (next.isPresent()) {
            with("after", next.get()).with("limit", Integer.toString(limit));
            response.header(HttpHeaders.LINK, "<" + link + ">; rel=\"next\"");
        }
        return response.build();
    }
}
