package io.seedpod.peer.net;

import io.seedpod.peer.storage.OpenFile;
import org.jspecify.annotations.Nullable;

/// A run of bytes in a file that was lent to us, or of zeros when there is no file (padding).
public record FileRun(@Nullable OpenFile file, long position, int length) {}
