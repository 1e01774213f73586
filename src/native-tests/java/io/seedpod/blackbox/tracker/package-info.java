/// What the tracker promises to strangers and to its operator, each statement from outside: over
/// its sockets, by its command line, in its log.
///
/// One started tracker serves several statements; where it tells clients by their address, each
/// statement comes from addresses of its own (127.0.x.y).
@NullMarked
package io.seedpod.blackbox.tracker;

import org.jspecify.annotations.NullMarked;
