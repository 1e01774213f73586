package io.seedpod.peer.net.place;

/// Why a connection got no place, or did not keep it until both handshakes were there.
public enum Refusal {
    /// Incoming: as many as the process may have.
    FULL,
    /// Incoming: too many of its acceptor have not introduced themselves.
    HALF_OPEN,
    /// Incoming: too many of its address have not introduced themselves.
    HALF_OPEN_OF_ADDRESS,
    /// Incoming: no handshake, a wrong one, or for a torrent that is not here.
    NO_HANDSHAKE,
    /// Dialling: as many as the process may have, or may dial at once. Put off, not given up.
    PUT_OFF,
    /// Dialling: nobody there, or no handshake.
    NOT_REACHED
}
