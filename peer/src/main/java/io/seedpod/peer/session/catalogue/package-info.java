/// The names and members that our trackers know: all trackers as one catalogue, how addresses are
/// written, and to which trackers a torrent is announced.
///
/// Not here: what we publish and when. Asks trackers through `net.tracker` alone.
@NullMarked
package io.seedpod.peer.session.catalogue;

import org.jspecify.annotations.NullMarked;
