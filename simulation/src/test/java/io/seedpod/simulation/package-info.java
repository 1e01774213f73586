/// A world in one thread: real torrents and the real tracker core on a virtual clock, network and
/// disk.
///
/// Everything random comes from one seed, so a failure is replayed by its seed. Not here: sockets,
/// files, threads; the walls are in `ArchitectureTest`.
@NullMarked
package io.seedpod.simulation;

import org.jspecify.annotations.NullMarked;
