package io.seedpod.peer.cli.remote;

import java.util.List;

/// What a running daemon writes down so that commands on this machine find it.
///
/// @param url where its REST API answers
public record DaemonRecord(
        long pid, String url, String folder, List<String> trackers, long startedAtMillis) {
    public DaemonRecord {
        trackers = List.copyOf(trackers);
    }
}
