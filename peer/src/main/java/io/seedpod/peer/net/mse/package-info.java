/// Message stream encryption on the sockets' pipelines, beneath whatever speaks the peer wire:
/// looks at the first bytes, drives the key exchange, then changes bytes where they lie.
///
/// What is exchanged and chosen is `model.wire.mse`'s business; what the wire says, that of the
/// handler above, which hears of a refusal as [StreamRefused]. Lives on the socket's loop.
@NullMarked
package io.seedpod.peer.net.mse;

import org.jspecify.annotations.NullMarked;
