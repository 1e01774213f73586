/// Identities: infohash, peer id, peer endpoint, catalogue name. Value records of primitives, safe
/// as map keys.
///
/// Not here: anything that looks up, resolves or connects.
@NullMarked
package io.seedpod.model.id;

import org.jspecify.annotations.NullMarked;
