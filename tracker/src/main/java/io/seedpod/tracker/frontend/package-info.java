/// What both frontends share. They decode, ask `core` and `catalogue`, and encode: a decision found
/// here is a bug.
@NullMarked
package io.seedpod.tracker.frontend;

import org.jspecify.annotations.NullMarked;
