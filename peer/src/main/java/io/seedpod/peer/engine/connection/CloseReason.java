package io.seedpod.peer.engine.connection;

/// Why we close a connection. Hostile or broken input comes first, ordinary partings after it.
public enum CloseReason {
    BAD_BITFIELD("bitfield does not fit the torrent"),
    BITFIELD_NOT_FIRST("bitfield, have all or have none after the pieces were told"),
    PIECE_OUT_OF_RANGE("piece index outside the torrent"),
    BAD_REQUEST("request outside the piece, empty or longer than agreed"),
    REQUEST_FOR_MISSING_PIECE("request for a piece we do not have"),
    REQUEST_FLOOD("more requests than our reqq allows"),
    FAST_NOT_NEGOTIATED("message of the fast extension without the handshake bit"),
    EXTENSION_NOT_NEGOTIATED("extension message without the handshake bit"),
    REJECT_WITHOUT_REQUEST("reject of a request never sent"),
    BAD_EXTENSION_HANDSHAKE("extension handshake cannot be read"),
    BAD_METADATA_MESSAGE("metadata message cannot be read"),
    METADATA_FLOOD("too many metadata requests"),
    HAVE_FLOOD("too many pieces told before the metadata is known"),
    WRONG_CONTENT("sent wrong content"),
    BANNED("banned"),
    SELF("connected to ourselves"),
    DOUBLE("second connection of the same peer"),
    FULL("no room for another connection"),
    BOTH_SEED("both have everything"),
    NOT_FROM_TRACKER("private torrent: peer did not come from a tracker"),
    CONNECT_TIMEOUT("no handshake in time"),
    SILENT("silent too long"),
    STALLED("asked for blocks, sent none"),
    STOPPING("torrent is stopping");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /// The peer broke the protocol: it is not dialled again soon.
    public boolean isHostile() {
        return ordinal() <= WRONG_CONTENT.ordinal();
    }
}
