package io.seedpod.peer.cli.option;

import java.util.List;
import picocli.CommandLine.Mixin;

/// What a command that shares or fetches asks about the network: trackers, addresses, and whether
/// a daemon of this machine does the work.
public final class NetworkOptions {
    @Mixin TrackerOptions tracking = new TrackerOptions();
    @Mixin ListenOptions listening = new ListenOptions();
    @Mixin LimitOptions limiting = new LimitOptions();
    @Mixin DaemonOptions daemon = new DaemonOptions();

    public TrackerOptions tracking() {
        return tracking;
    }

    public ListenOptions listening() {
        return listening;
    }

    public LimitOptions limiting() {
        return limiting;
    }

    public DaemonOptions daemon() {
        return daemon;
    }

    /// The trackers given, or those of the environment.
    public List<String> trackers() {
        return tracking.trackers();
    }

    /// True when a daemon that happens to run here may do the work: nothing was said that only
    /// this process can do.
    public boolean mayUseDaemon() {
        return !daemon.isForbidden()
                && !listening.isSaid()
                && !limiting.isSaid()
                && !tracking.isUdpOnly();
    }
}
