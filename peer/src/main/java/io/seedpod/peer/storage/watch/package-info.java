/// Watches a folder whose entries are shared: what is in it, and what has come to rest.
///
/// Not here: when to look, and what to do about it. Looking blocks; called on the disk pool alone.
@NullMarked
package io.seedpod.peer.storage.watch;

import org.jspecify.annotations.NullMarked;
