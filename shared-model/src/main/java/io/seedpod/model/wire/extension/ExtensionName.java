package io.seedpod.model.wire.extension;

import java.util.Arrays;
import java.util.Optional;

/// The extensions we speak, and the numbers under which we want to receive them.
public enum ExtensionName {
    /// Metadata from peers (BEP 9).
    METADATA("ut_metadata", 1),
    /// Peer exchange (BEP 11).
    PEX("ut_pex", 2),
    /// A piece we have no more (BEP 54).
    DONT_HAVE("lt_donthave", 3),
    /// A piece that the sender fetches from afar (ours).
    FETCHING("kp_fetching", 4);

    private final String word;
    private final int ourId;

    ExtensionName(String word, int ourId) {
        this.word = word;
        this.ourId = ourId;
    }

    /// The key in the handshake's `m`.
    public String word() {
        return word;
    }

    /// The extension id others put on messages to us, in [1, 255].
    public int ourId() {
        return ourId;
    }

    /// The extension a message to us belongs to.
    public static Optional<ExtensionName> ofOurId(int id) {
        return Arrays.stream(values()).filter(name -> name.ourId == id).findFirst();
    }
}
