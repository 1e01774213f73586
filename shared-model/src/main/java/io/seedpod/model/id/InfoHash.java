package io.seedpod.model.id;

/// Hash of a torrent's info dictionary, SHA-1, 20 bytes (BEP 3).
public record InfoHash(long high, long middle, int low) {}
