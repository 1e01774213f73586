/// What a daemon writes down of its torrents, so that a restart goes on where it stopped.
///
/// Files of `STATE/torrents`, nothing else; whether content is still right is asked of `storage`.
@NullMarked
package io.seedpod.peer.session.record;

import org.jspecify.annotations.NullMarked;
