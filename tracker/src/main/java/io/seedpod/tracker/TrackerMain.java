package io.seedpod.tracker;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts the tracker.
@QuarkusMain
public final class TrackerMain {
    private TrackerMain() {}

    public static void main(String... arguments) {
        Quarkus.run(arguments);
    }
}
