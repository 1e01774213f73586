/// The tracker over UDP (BEP 15, 41) and our two actions for names.
///
/// `DatagramPort` is the seam to the system's socket; `UdpFrontend` turns requests into replies in
/// place. Not here: the packets' layout (`shared-model`), who is in which swarm.
@NullMarked
package io.seedpod.tracker.frontend.udp;

import org.jspecify.annotations.NullMarked;
