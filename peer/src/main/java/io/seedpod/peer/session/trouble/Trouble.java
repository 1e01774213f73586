package io.seedpod.peer.session.trouble;

/// What kind of thing went wrong, as far as a user can do something about it.
public enum Trouble {
    USAGE,
    TRACKER,
    UNKNOWN_NAME,
    NO_PEERS,
    NAME_CONFLICT,
    PORT_IN_USE,
    STORAGE,
    BAD_TORRENT,
    VERIFICATION,
    REFUSED
}
