/// The session's torrents and what is done with them: begun to share, followed as their content
/// changes, published again, fetched, steered. All of it on the session's loop.
///
/// What the rooms share of a torrent, [Entry], is seen by nobody else; `session` gives each wish to
/// the one it concerns.
@NullMarked
package io.seedpod.peer.session.entries;

import org.jspecify.annotations.NullMarked;
