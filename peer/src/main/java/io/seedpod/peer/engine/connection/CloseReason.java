package io.seedpod.peer.engine.connection;

/// Why we close a connection. Hostile or broken input comes first, ordinary partings after it.
public enum CloseReason {
    BAD_BITFIELD("bitfield does not fit the torrent", true),
    BITFIELD_NOT_FIRST("have none after the pieces were told", true),
    PIECE_OUT_OF_RANGE("piece index outside the torrent", true),
    BAD_REQUEST("request outside the piece, empty or longer than agreed", true),
    REQUEST_FLOOD("more requests than our reqq allows", true),
    FAST_NOT_NEGOTIATED("message of the fast extension without the handshake bit", true),
    EXTENSION_NOT_NEGOTIATED("extension message without the handshake bit", true),
    REJECT_WITHOUT_REQUEST("reject of a request never sent", true),
    BAD_EXTENSION_HANDSHAKE("extension handshake cannot be read", true),
    BAD_METADATA_MESSAGE("metadata message cannot be read", true),
    METADATA_FLOOD("too many metadata requests", true),
    HASH_FLOOD("hash requests that cannot be answered, again and again", true),
    BAD_EXCHANGE_MESSAGE("peer exchange message cannot be read", true),
    EXCHANGE_FLOOD("peer exchange messages again and again", true),
    BAD_DONT_HAVE("message of a piece given up cannot be read", true),
    HAVE_FLOOD("too many pieces told before the metadata is known", true),
    WRONG_CONTENT("sent wrong content", true),
    BANNED("banned", false),
    SELF("connected to ourselves", false),
    DOUBLE("second connection of the same peer", false),
    FULL("no room for another connection", false),
    DISPLACED("made room for a peer of higher priority", false),
    USELESS("made room for peers that may help", false),
    SHARED_OUT("made room for other torrents", false),
    BOTH_SEED("both have everything", false),
    NOT_FROM_TRACKER("private torrent: peer did not come from a tracker", false),
    OTHER_TRACKER("private torrent: another tracker is used now", false),
    CONNECT_TIMEOUT("no handshake in time", false),
    SILENT("silent too long", false),
    STALLED("asked for blocks, sent none", false),
    UNWANTED("the user parted with it", false),
    STOPPING("torrent is stopping", false);

    private final String text;
    private final boolean hostile;

    CloseReason(String text, boolean hostile) {
        this.text = text;
        this.hostile = hostile;
    }

    public String text() {
        return text;
    }

    /// The peer broke the protocol: it is not dialled again soon.
    public boolean isHostile() {
        return hostile;
    }
}
