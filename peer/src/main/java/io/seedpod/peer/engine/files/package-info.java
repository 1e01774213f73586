/// Which files of a torrent are fetched, and which of them first (BEP 53).
///
/// Knows files and pieces by their index; not peers, not disks. Comes in: the torrent, and whoever
/// lets a user choose.
@NullMarked
package io.seedpod.peer.engine.files;

import org.jspecify.annotations.NullMarked;
