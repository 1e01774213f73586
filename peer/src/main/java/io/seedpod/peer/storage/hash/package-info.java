/// What hashes say of content: pieces in memory and on disk, whole contents on several threads, and
/// each file of them.
///
/// `sha` computes; here is what it is computed of.
@NullMarked
package io.seedpod.peer.storage.hash;

import org.jspecify.annotations.NullMarked;
