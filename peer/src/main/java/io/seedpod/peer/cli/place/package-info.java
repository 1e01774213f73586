/// Where a command's work is done: in a daemon of this machine or a session of our own; and how
/// that process leaves.
@NullMarked
package io.seedpod.peer.cli.place;

import org.jspecify.annotations.NullMarked;
