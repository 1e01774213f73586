/// SHA-1 of bytes in buffers: Java's own on a JVM, C functions of ours in an executable.
///
/// Here: the seam, its two implementations, and whether the processor has SHA instructions. Not
/// here: pieces and their hashes. For `peer.storage`, and for the line that commands say at start.
@NullMarked
package io.seedpod.peer.storage.sha;

import org.jspecify.annotations.NullMarked;
