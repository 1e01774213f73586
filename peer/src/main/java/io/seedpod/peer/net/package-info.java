/// The peer wire over TCP: listening, dialling, handshakes, framing, and the way of payload between
/// sockets, buffers and files. Vert.x owns the sockets; our handlers sit on the Netty pipeline
/// beneath it, so that no byte is copied into a Vert.x buffer.
///
/// Decodes where the socket lives and hands over engine events in batches; carries out commands in
/// batches. Not here: any decision about a torrent, threads' hand-over (`runtime`), trackers
/// (`net.tracker`).
@NullMarked
package io.seedpod.peer.net;

import org.jspecify.annotations.NullMarked;
