/// The ways to the system's UDP socket, one of which `DatagramPorts` chooses at the start.
///
/// `BatchedDatagramPort` moves up to 64 datagrams in a system call, by linked C functions in an
/// executable and by foreign functions on a JVM (`SocketCalls`); `NioDatagramPort` works anywhere.
/// Not here: what the packets mean (`UdpFrontend`).
@NullMarked
package io.seedpod.tracker.frontend.udp.port;

import org.jspecify.annotations.NullMarked;
