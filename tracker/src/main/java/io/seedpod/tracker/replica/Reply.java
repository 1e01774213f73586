package io.seedpod.tracker.replica;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/// What the store answers (RESP 2).
sealed interface Reply {
    /// A word such as `OK`.
    record Status(String word) implements Reply {}

    record Refusal(String reason) implements Reply {}

    record Count(long value) implements Reply {}

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Bytes(byte[] value) implements Reply {}

    record Many(List<Reply> values) implements Reply {}

    record Nothing() implements Reply {}

    /// Whatever it is, as text; of several or nothing, none.
    default String text() {
        return switch (this) {
            case Status(var word) -> word;
            case Refusal(var reason) -> reason;
            case Count(long value) -> Long.toString(value);
            case Bytes(var value) -> new String(value, UTF_8);
            case Many _, Nothing _ -> "";
        };
    }

    /// The bytes, of anything else none.
    default byte[] bytes() {
        return this instanceof Bytes(var value) ? value : new byte[0];
    }

    /// The parts, of anything else none.
    default List<Reply> parts() {
        return this instanceof Many(var values) ? values : List.of();
    }

    default boolean isNothing() {
        return this instanceof Nothing;
    }
}
