/// Probes and metrics of a serving peer, on the management port. Checks read what is already known:
/// no probe does work.
@NullMarked
package io.seedpod.peer.health;

import org.jspecify.annotations.NullMarked;
