/// How much one address may have: requests, connections, places in swarms.
///
/// Memory is bounded and no entry outlives its use. Not here: what is answered when it is too much,
/// which each frontend does in its own words. Safe for threads.
@NullMarked
package io.seedpod.tracker.limits;

import org.jspecify.annotations.NullMarked;
