/// What is done every so often besides answering.
///
/// Not here: what is done, and when it is too much (each room's own affair).
@NullMarked
package io.seedpod.tracker.chore;

import org.jspecify.annotations.NullMarked;
