/// Asks peers that have gone silent whether they still listen, by one TCP connect each.
///
/// Whom and when is decided here without a socket or a clock: `ProbeQueue` notes whom (an observer
/// of announces), `ProbePlan` paces, `Prober` acts on what came of it. `TcpConnector` alone knows
/// Vert.x. A peer that does not answer is handed out last; only its lifetime removes it.
@NullMarked
package io.seedpod.tracker.probe;

import org.jspecify.annotations.NullMarked;
