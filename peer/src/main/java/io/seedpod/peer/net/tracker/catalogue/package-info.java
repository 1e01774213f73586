/// Names and members as one tracker tells them, over HTTP and by UDP, and their JSON.
///
/// Bytes and calls come from `net.tracker`; several trackers as one are the session's business.
@NullMarked
package io.seedpod.peer.net.tracker.catalogue;

import org.jspecify.annotations.NullMarked;
