package io.seedpod.peer.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.Locale;
import java.util.Objects;

/// Why a request was not fulfilled, as `application/problem+json` (RFC 9457).
///
/// @param type `urn:seedpod:` and the kind of trouble, such as `urn:seedpod:name-conflict`
@RegisterForReflection
public record Problem(String type, String title, int status, String detail) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /// How the refusal of a question begins that is no JSON of ours.
    static final String NOT_UNDERSTOOD = "JSON not understood: ";

    private static final String PREFIX = "urn:seedpod:";

    /// What is left out says nothing (RFC 9457).
    public Problem {
        type = Objects.requireNonNullElse(type, "about:blank");
        title = Objects.requireNonNullElse(title, "");
        detail = Objects.requireNonNullElse(detail, "");
    }

    public static Problem of(SessionException exception) {
        var trouble = exception.trouble();
        var words = trouble.name().toLowerCase(Locale.ROOT);
        return new Problem(
                PREFIX + words.replace('_', '-'),
                words.replace('_', ' '),
                status(trouble),
                String.valueOf(exception.getMessage()));
    }

    static int status(Trouble trouble) {
        return switch (trouble) {
            case USAGE, BAD_TORRENT -> 400;
            case REFUSED -> 403;
            case UNKNOWN_NAME -> 404;
            case NAME_CONFLICT, PORT_IN_USE -> 409;
            case STORAGE, VERIFICATION -> 422;
            case TRACKER -> 502;
            case NO_PEERS -> 503;
        };
    }

    /// Nothing answers at that path, or what was asked has fields that are not known.
    public boolean isNotKnown() {
        return detail.startsWith(NOT_UNDERSTOOD)
                || (!type.startsWith(PREFIX) && (status == 404 || status == 405));
    }

    /// The exception this was made of.
    public SessionException toException() {
        if (type.startsWith(PREFIX)) {
            var name = type.substring(PREFIX.length()).replace('-', '_').toUpperCase(Locale.ROOT);
            for (var trouble : Trouble.values()) {
                if (trouble.name().equals(name)) {
                    return new SessionException(trouble, detail);
                }
            }
        }
        return new SessionException(Trouble.USAGE, title + ": " + detail);
    }
}
