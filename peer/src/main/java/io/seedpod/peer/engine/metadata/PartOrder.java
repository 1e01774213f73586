package io.seedpod.peer.engine.metadata;

/// Ask this connection for this part of the info dictionary.
public record PartOrder(int connection, int part) {}
