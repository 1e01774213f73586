package io.seedpod.model.bencode;

/// A value found at the beginning of some bytes.
///
/// @param end where it ends in the array it was read from, exclusive; whatever follows is not
///     bencode's business
public record DecodedPrefix(BValue value, int end) {}
