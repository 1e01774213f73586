/// What is asked of a session: to share, seed, fetch or steer a torrent, and the words in which
/// users say from where, to where and which files.
///
/// For `cli` and `api`, which make them, and for the rooms that fulfil them.
@NullMarked
package io.seedpod.peer.session.request;

import org.jspecify.annotations.NullMarked;
