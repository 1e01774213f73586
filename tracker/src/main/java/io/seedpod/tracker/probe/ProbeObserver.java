package io.seedpod.tracker.probe;

/// Told what came of each probe. Any thread; must not block.
@FunctionalInterface
public interface ProbeObserver {
    void onProbe(ProbeOutcome outcome);
}
