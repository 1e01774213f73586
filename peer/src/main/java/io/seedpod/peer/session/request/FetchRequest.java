package io.seedpod.peer.session.request;

import java.util.OptionalLong;

/// Fetch a torrent from its peers.
///
/// @param expectedSize bytes; a torrent that describes another number is refused
public record FetchRequest(
        Source source, Output output, OptionalLong expectedSize, FetchManner manner) {
    /// In the usual manner.
    public FetchRequest(Source source, Output output, OptionalLong expectedSize) {
        this(source, output, expectedSize, FetchManner.USUAL);
    }
}
