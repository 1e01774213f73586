/// The merkle trees of BEP 52: a file's blocks of 16 KiB, their SHA-256 sums, the sums above them
/// up to one root, and the proofs that peers send each other.
///
/// Not here: which file of which torrent has which root (`metainfo`); the frames of the messages
/// (`wire`); reading of content. Everything that comes from a peer is hostile until it has been
/// proved against a root.
@NullMarked
package io.seedpod.model.merkle;

import org.jspecify.annotations.NullMarked;
