/// Who may download from us now: slots, rounds, the optimistic one.
///
/// Knows contenders and their rates; not connections or pieces. Comes in: the torrent's upload
/// side.
@NullMarked
package io.seedpod.peer.engine.choker;

import org.jspecify.annotations.NullMarked;
