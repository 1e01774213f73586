package io.seedpod.peer.session.status;

/// Whether this process can do its work now.
///
/// @param listening the peer port is open
/// @param storageWritable the state folder takes a file
/// @param trackerAnswered a tracker has answered at least once, or there is none to ask
/// @param initialCheckDone what was there at the start is checked and shared
public record Readiness(
        boolean listening,
        boolean storageWritable,
        boolean trackerAnswered,
        boolean initialCheckDone) {
    public static final Readiness NOTHING = new Readiness(false, false, false, false);
}
