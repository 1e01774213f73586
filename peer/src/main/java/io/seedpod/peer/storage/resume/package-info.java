/// What is remembered of a torrent when the process ends: which pieces are verified, and how the
/// files then looked.
///
/// Not here: when to remember. Blocks; called on the disk pool alone.
@NullMarked
package io.seedpod.peer.storage.resume;

import org.jspecify.annotations.NullMarked;
