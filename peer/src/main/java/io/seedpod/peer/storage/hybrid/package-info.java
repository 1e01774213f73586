/// Content of hybrid torrents (BEP 52): the SHA-256 of its blocks beside the SHA-1 of its pieces,
/// in one pass over the bytes.
///
/// Not here: what a merkle tree is (`model.merkle`); when hashes are asked for. Blocks: for threads
/// that may.
@NullMarked
package io.seedpod.peer.storage.hybrid;

import org.jspecify.annotations.NullMarked;
