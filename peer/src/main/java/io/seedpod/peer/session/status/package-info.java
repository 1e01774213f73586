/// What a session tells: records made for users, programs, probes and metrics.
///
/// Values alone; who makes them of the engine's snapshots is `entries`.
@NullMarked
package io.seedpod.peer.session.status;

import org.jspecify.annotations.NullMarked;
