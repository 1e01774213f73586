/// All torrents of this process behind one façade: share, seed, fetch, list, remove, status, stop.
///
/// For `cli`, `api`, `health`: they see the records of this package and [Session], never engine
/// types. Mutiny at the surface; what blocks (hashing, folders) runs on workers.
@NullMarked
package io.seedpod.peer.session;

import org.jspecify.annotations.NullMarked;
