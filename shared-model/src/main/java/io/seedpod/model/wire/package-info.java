/// The peer wire: handshake, messages, framing and bitfield (BEP 3, 6, 10).
///
/// [io.seedpod.model.wire.WireDecoder] turns any split of a byte stream into messages, the payload
/// of a block aside, which it hands on chunk by chunk. What is inside an extension message is the
/// business of `wire.extension`. Not here: sockets, choices, state of a connection.
@NullMarked
package io.seedpod.model.wire;

import org.jspecify.annotations.NullMarked;
