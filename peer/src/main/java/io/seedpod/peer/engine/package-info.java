/// One torrent, as a machine without I/O: [io.seedpod.peer.engine.Torrent] takes sealed events,
/// yields sealed effects, all of them in `talk`.
///
/// The rooms below (`picker`, `choker`, `connection`, `announcer`, `peers`, `exchange`, `metadata`,
/// `blame`, `rate`, `watch`) do not know each other; they meet in `Torrent`. Pure: no sockets,
/// files, threads, clocks or global randomness; time and randomness come in as arguments. `runtime`
/// feeds the events and carries out the effects; the simulation does the same with a virtual world.
@NullMarked
package io.seedpod.peer.engine;

import org.jspecify.annotations.NullMarked;
