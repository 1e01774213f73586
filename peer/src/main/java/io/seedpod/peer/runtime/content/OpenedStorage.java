package io.seedpod.peer.runtime.content;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.Storage;

/// A torrent's content, ready.
///
/// @param verified pieces that are there and right
/// @param resume keeps the record of them
public record OpenedStorage(Storage storage, Bitfield verified, ResumeSink resume) {}
