/// What the home loop of a torrent needs of content: how it is opened and vouched for, the pieces
/// that are being fetched, what was looked up a moment ago, and the threads that may block.
///
/// Knows no torrent and no loop; `Content` above uses it.
@NullMarked
package io.seedpod.peer.runtime.content;

import org.jspecify.annotations.NullMarked;
