/// Notices a download that does not get on, and says what to try next.
///
/// Knows amounts and time; not peers, pieces or trackers. Comes in: `Torrent` alone.
@NullMarked
package io.seedpod.peer.engine.watch;

import org.jspecify.annotations.NullMarked;
