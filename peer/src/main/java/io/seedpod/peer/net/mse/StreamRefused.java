package io.seedpod.peer.net.mse;

/// Told to the handler above: there will be no stream. It closes.
///
/// @param detail for a log line
public record StreamRefused(String detail) {}
