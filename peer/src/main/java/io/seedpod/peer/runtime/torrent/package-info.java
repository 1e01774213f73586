/// A torrent as `session` knows it: what it is started with, what can be asked of it while it runs,
/// and what it tells.
@NullMarked
package io.seedpod.peer.runtime.torrent;

import org.jspecify.annotations.NullMarked;
