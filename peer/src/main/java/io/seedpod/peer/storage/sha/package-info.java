/// SHA-1 of bytes in buffers: C functions of ours, or Java's own on a JVM that cannot load them.
///
/// Here: the seam, its two implementations, the two ways to C, and whether the processor has SHA
/// instructions. Not here: pieces and their hashes. For `peer.storage`, and for the line that
/// commands say at start.
@NullMarked
package io.seedpod.peer.storage.sha;

import org.jspecify.annotations.NullMarked;
