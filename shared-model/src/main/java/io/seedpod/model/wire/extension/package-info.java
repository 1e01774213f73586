/// What travels inside `extended` messages (BEP 10): the extension handshake, metadata (BEP 9),
/// peer exchange (BEP 11), donthave (BEP 54). Each type encodes to and decodes from a payload.
///
/// Not here: who may be asked for what, and when.
@NullMarked
package io.seedpod.model.wire.extension;

import org.jspecify.annotations.NullMarked;
