/// All torrents of this process behind one façade: share, seed, fetch, list, remove, status, stop.
///
/// For `cli`, `api`, `health`: they see [Session], its interfaces, and the records of `request` and
/// `status`, never engine types. Mutiny at the surface; what blocks (hashing, folders) runs on
/// workers. The work is done in `entries`; no room knows this package.
@NullMarked
package io.seedpod.peer.session;

import org.jspecify.annotations.NullMarked;
