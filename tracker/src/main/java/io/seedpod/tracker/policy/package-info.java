/// Who may announce, and how often.
///
/// Pure. Not here: who is in which swarm (`swarm`), tokens for publishing (`catalogue`).
@NullMarked
package io.seedpod.tracker.policy;

import org.jspecify.annotations.NullMarked;
