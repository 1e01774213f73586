package io.seedpod.peer.cli.task;

/// What a command wants started before it runs.
public enum Need {
    /// Nothing: files and arithmetic.
    NOTHING,
    /// Event loops and sockets, no HTTP server.
    NETWORK,
    /// The same, and it moves content: soon, and fast from the first moment.
    TRANSFER,
    /// All that a transfer needs, and an HTTP server with API and probes.
    SERVER
}
