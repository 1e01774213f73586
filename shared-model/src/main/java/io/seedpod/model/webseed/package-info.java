/// What a web seed (BEP 19) is called and says: addresses of files, and the ranges it answers with.
///
/// Text alone: no requests, no names looked up. Comes in: `metainfo` for the addresses,
/// the peer for all of it.
@NullMarked
package io.seedpod.model.webseed;

import org.jspecify.annotations.NullMarked;
