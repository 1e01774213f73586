package io.seedpod.tracker.state;

/// Told of each attempt to write the swarms. Must not block.
public interface StateObserver {
    void onWritten();

    void onFailed();
}
