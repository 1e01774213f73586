/// Our place in the members' swarm of each tracker, and the way announces take to trackers.
@NullMarked
package io.seedpod.peer.runtime.members;

import org.jspecify.annotations.NullMarked;
