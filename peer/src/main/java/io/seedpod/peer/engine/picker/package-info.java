/// Which block to ask for next: availability, rarest first, partial pieces first, end game's
/// duplicates.
///
/// Knows pieces, blocks and numbers of connections; not messages, rates or time. Comes in:
/// `Torrent`'s download alone.
@NullMarked
package io.seedpod.peer.engine.picker;

import org.jspecify.annotations.NullMarked;
