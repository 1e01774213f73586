package io.seedpod.peer.net.webseed;

import io.seedpod.model.webseed.ContentRange;
import io.seedpod.peer.engine.webseed.SeedTrouble;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the head of an answer means for what was asked: a body to take, a place to look at
/// instead, or a failure.
sealed interface AnswerHead {
    /// A longer way into a file that the server gives whole is not gone.
    long LONGEST_SKIP = 1 << 20;

    /// The body is what was asked for, after so many bytes that were not.
    record Body(long skip, boolean lengthKnown) implements AnswerHead {}

    record Elsewhere(String location) implements AnswerHead {}

    record Failure(WebSeedFailure failure) implements AnswerHead {}

    static AnswerHead of(int status, MultiMap headers, FileSlice wanted, Instant now) {
        return switch (status) {
            case 200, 206 -> body(status, headers, wanted);
            case 301, 302, 303, 307, 308 -> {
                var location = headers.get("location");
                yield location == null ? wrong("redirect to nowhere") : new Elsewhere(location);
            }
            case 429, 503 ->
                    new Failure(
                            new WebSeedFailure(
                                    SeedTrouble.BUSY,
                                    "answers " + status,
                                    retryAfterNanos(headers.get("retry-after"), now)));
            case 408 -> failure(SeedTrouble.UNREACHABLE, "answers 408");
            default -> {
                if (status >= 400 && status < 500) {
                    yield failure(SeedTrouble.REFUSED, "answers " + status);
                }
                yield status >= 500
                        ? failure(SeedTrouble.UNREACHABLE, "answers " + status)
                        : wrong("answers " + status + " (expected: 206)");
            }
        };
    }

    private static AnswerHead body(int status, MultiMap headers, FileSlice wanted) {
        var encoding = headers.get("content-encoding");
        if (encoding != null && !encoding.strip().toLowerCase(Locale.ROOT).equals("identity")) {
            return wrong("encodes content, though it was asked not to");
        }
        long length = length(headers.get("content-length"));
        return status == 206 ? part(headers, wanted, length) : whole(wanted, length);
    }

    private static AnswerHead part(MultiMap headers, FileSlice wanted, long length) {
        var value = headers.get("content-range");
        var range = value == null ? null : ContentRange.parse(value).orElse(null);
        if (range == null) {
            return wrong("answers 206 without a range");
        }
        long last = wanted.offset() + wanted.length() - 1;
        if (range.first() != wanted.offset() || range.last() != last) {
            return wrong(
                    "answers with bytes %d to %d (expected: %d to %d)"
                            .formatted(range.first(), range.last(), wanted.offset(), last));
        }
        if (range.totalLength() >= 0 && range.totalLength() != wanted.file().length()) {
            return otherLength(range.totalLength(), wanted);
        }
        return length >= 0 && length != wanted.length()
                ? wrong("sends %d bytes (expected: %d)".formatted(length, wanted.length()))
                : new Body(0, length >= 0);
    }

    /// The whole file, because the server knows no ranges or does not want to.
    private static AnswerHead whole(FileSlice wanted, long length) {
        if (length >= 0 && length != wanted.file().length()) {
            return otherLength(length, wanted);
        }
        return wanted.offset() > LONGEST_SKIP
                ? wrong("gives no parts of files (answers 200, expected: 206)")
                : new Body(wanted.offset(), false);
    }

    private static AnswerHead otherLength(long length, FileSlice wanted) {
        return wrong(
                "has a file of %d bytes (expected: %d)".formatted(length, wanted.file().length()));
    }

    private static AnswerHead wrong(String detail) {
        return failure(SeedTrouble.WRONG_ANSWER, detail);
    }

    private static AnswerHead failure(SeedTrouble trouble, String detail) {
        return new Failure(new WebSeedFailure(trouble, detail));
    }

    private static long length(@Nullable String value) {
        return value != null && value.matches("\\d{1,18}") ? Long.parseLong(value) : -1;
    }

    /// Seconds, or a date; 0 when it is neither.
    private static long retryAfterNanos(@Nullable String value, Instant now) {
        if (value == null) {
            return 0;
        }
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value)).toNanos();
        }
        try {
            var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            long seconds = Duration.between(now, date.toInstant()).toSeconds();
            return Duration.ofSeconds(Math.clamp(seconds, 0, 86_400)).toNanos();
        } catch (DateTimeException _) {
            return 0;
        }
    }
}
