package io.seedpod.peer.engine.picker;

/// Contiguous whole blocks of one piece, to be asked for in one request. `begin` and `length` in
/// bytes.
public record BlockRun(int pieceIndex, int begin, int length) {}
