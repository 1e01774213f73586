/// Tracker talk over UDP (BEP 15, 41) and our two actions that look up and publish a name.
///
/// Packets, their codecs, connection ids, and the client's side as a machine that is fed datagrams
/// and time. Not here: sockets, swarms, catalogues.
@NullMarked
package io.seedpod.model.tracker.udp;

import org.jspecify.annotations.NullMarked;
