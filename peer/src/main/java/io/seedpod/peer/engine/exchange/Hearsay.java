package io.seedpod.peer.engine.exchange;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.PeerEndpoint;
import java.util.List;
import java.util.stream.Stream;

/// Which endpoints a peer may make us dial. It names whatever it likes, so what is nobody's
/// address, or means something else to us than to it, is not believed.
public final class Hearsay {
    private static final List<AddressRange> NOBODYS =
            Stream.of("0.0.0.0/8", "224.0.0.0/3", "169.254.0.0/16", "::/128", "ff00::/8")
                    .map(text -> AddressRange.parse(text).orElseThrow())
                    .toList();
    private static final AddressRange LINK_LOCAL = AddressRange.parse("fe80::/10").orElseThrow();
    private static final int FIRST_PORT = 1024;

    private Hearsay() {}

    /// Whether `named` may be dialled on the word of a peer at `teller`. Loopback only on the word
    /// of one that is there itself; ports below 1024 belong to other services than ours.
    public static boolean isBelieved(PeerEndpoint named, PeerEndpoint teller) {
        return named.port() >= FIRST_PORT
                && NOBODYS.stream().noneMatch(range -> range.contains(named))
                && !LINK_LOCAL.contains(named)
                && isTellable(named, teller);
    }

    /// Whether it makes sense to tell a peer at `listener` of `named`: loopback means another
    /// machine to it unless it is on ours.
    public static boolean isTellable(PeerEndpoint named, PeerEndpoint listener) {
        return !named.isLoopback() || listener.isLoopback();
    }
}
