package io.seedpod.tracker.frontend.rest;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.InvalidNameException;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.catalogue.Glob;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what stands in paths, queries and headers, or says what is wrong with it.
public final class Params {
    private Params() {}

    public static CatalogueName name(String text) {
        try {
            return CatalogueName.parse(text);
        } catch (InvalidNameException e) {
            throw new ProblemException(
                    400, String.valueOf(e.getMessage()), "name", CatalogueName.MAX_BYTES);
        }
    }

    public static InfoHash infoHash(String text) {
        return InfoHash.parse(text)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        400,
                                        "infoHash is not one (expected: 40 hex or 32 base32 digits)",
                                        "infoHash"));
    }

    /// Behind whom a list of peers goes on.
    public static Optional<PeerEndpoint> endpoint(@Nullable String after) {
        if (after == null) {
            return Optional.empty();
        }
        var endpoint = PeerEndpoint.parse(after);
        if (endpoint.isEmpty()) {
            throw new ProblemException(
                    400,
                    "after is no endpoint (expected: such as 10.1.2.3:6881 or [fd00::1]:6881)",
                    "after");
        }
        return endpoint;
    }

    /// A whole number in `[least, most]`.
    public static long number(
            String key, @Nullable String text, long absent, long least, long most) {
        try {
            long number = text == null ? absent : Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new ProblemException(
                400, "%s %s (expected: %d to %d)".formatted(key, text, least, most), key, most);
    }

    public static boolean flag(String key, @Nullable String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true") || text.isEmpty()) {
            return true;
        }
        throw new ProblemException(400, key + " " + text + " (expected: true or false)", key);
    }

    public static Optional<Glob> glob(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        var glob = Glob.parse(text);
        if (glob.isEmpty()) {
            throw new ProblemException(
                    400,
                    "glob is not whole or too long (expected: at most 255 characters, [ with its ])",
                    "glob",
                    Glob.MAX_LENGTH);
        }
        return glob;
    }
}
