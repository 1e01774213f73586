package io.seedpod.tracker.frontend.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The description of this interface. It is written by hand, and a test holds it against the code:
/// to have it made by a library would cost every executable that library.
@Path("/api/v1/openapi.yaml")
public final class OpenApiResource {
    static final String FILE = "/openapi.yaml";

    private final byte[] description;

    OpenApiResource() {
        try (var file = Objects.requireNonNull(OpenApiResource.class.getResourceAsStream(FILE))) {
            description = file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GET
    @Produces("application/yaml")
    @Answers({200})
    public byte[] description() {
        return description.clone();
    }
}
