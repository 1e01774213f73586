/// When to tell which tracker what: tiers, events, intervals, pauses after failures.
///
/// Knows URLs, answers and time; not peers or pieces. Comes in: `Torrent` alone.
@NullMarked
package io.seedpod.peer.engine.announcer;

import org.jspecify.annotations.NullMarked;
