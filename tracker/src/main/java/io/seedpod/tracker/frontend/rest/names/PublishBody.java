package io.seedpod.tracker.frontend.rest.names;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/// A publish without the `.torrent`.
///
/// @param infoHash 40 hexadecimal or 32 base32 digits
/// @param size bytes of content
/// @param pieceLength bytes; 0 or absent = not known
@JsonIgnoreProperties(ignoreUnknown = true)
public record PublishBody(
        @Nullable String infoHash, @Nullable Long size, @Nullable Integer pieceLength) {}
