/// Web seeds (BEP 19): ranges of files asked for over HTTP/1.1, straight into the buffers of
/// pieces.
///
/// A fetch lives on its torrent's home loop and never asks for more than the engine wants; what it
/// asks for, and when, is the engine's. Not here: peers, trackers.
@NullMarked
package io.seedpod.peer.net.webseed;

import org.jspecify.annotations.NullMarked;
