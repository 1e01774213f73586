/// Web seeds (BEP 19) of one torrent: when they are asked at all, and what each has earned.
///
/// Knows addresses, lengths and time; not pieces, peers or HTTP. Comes in: `WebSeeding` alone.
@NullMarked
package io.seedpod.peer.engine.webseed;

import org.jspecify.annotations.NullMarked;
