/// Message stream encryption (MSE/PE): a key exchange before the peer wire's own handshake, after
/// which the stream is RC4 or plain.
///
/// It hides what is spoken from boxes that look for BitTorrent's first bytes, and no more: nobody
/// proves who he is, RC4 is broken, whoever knows the infohash and listens in on the exchange as a
/// man in the middle reads along. Pure: bytes in, bytes out; chance is an argument. Not here:
/// sockets, time limits, how many exchanges are allowed. Comes in: the peer's `net`.
@NullMarked
package io.seedpod.model.wire.mse;

import org.jspecify.annotations.NullMarked;
