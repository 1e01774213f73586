package io.seedpod.tracker.state;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The two clocks a state is kept by: the wall's, which goes on while we are away, and the
/// registry's.
public record StateClock(InstantSource wall, LongSupplier steadySeconds) {}
