package io.seedpod.tracker.config;

/// How UDP packets are to be received.
public enum UdpPortKind {
    /// In batches where that can be had.
    AUTO,
    /// Many packets in a system call: Linux.
    BATCHED,
    /// By the JDK, one by one: anywhere.
    NIO
}
