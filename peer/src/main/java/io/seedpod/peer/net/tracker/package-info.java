/// Talks to trackers: announces, and the catalogue of names. An adapter: sockets, name resolution
/// and timers around the shared model's codecs and its UDP exchange.
///
/// Not here: when to announce and to whom, which is the engine's; what a name is good for, which is
/// the session's. Everything answers with a `Uni` that ends within a bounded time, and fails with a
/// `TrackerException` alone.
@NullMarked
package io.seedpod.peer.net.tracker;

import org.jspecify.annotations.NullMarked;
