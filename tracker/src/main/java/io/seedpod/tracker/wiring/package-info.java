/// Puts the tracker together: opens what it needs of the system, makes the rooms, starts and stops
/// them. Everybody's acquaintance; nobody's guest.
@NullMarked
package io.seedpod.tracker.wiring;

import org.jspecify.annotations.NullMarked;
