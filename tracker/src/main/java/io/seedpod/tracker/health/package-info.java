/// Probes: live = every loop turns; ready = sockets bound and storage writable; started.
///
/// Checks run on the loop and ask nobody who could block. Not here: repair.
@NullMarked
package io.seedpod.tracker.health;

import org.jspecify.annotations.NullMarked;
