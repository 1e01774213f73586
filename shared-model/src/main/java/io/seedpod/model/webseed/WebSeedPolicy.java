package io.seedpod.model.webseed;

/// Which web seeds are asked. Torrents come from strangers, and may name addresses that only we
/// can reach.
public enum WebSeedPolicy {
    /// None.
    OFF,
    /// Those of the outside world; those of private networks, without a query in their address and
    /// without a redirect from outside; never this machine, its link or a cloud's metadata.
    CAREFUL,
    /// All.
    ANY
}
