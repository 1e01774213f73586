package io.seedpod.peer.net;

import io.seedpod.model.wire.mse.EncryptionPolicy;
import io.seedpod.peer.net.place.PlaceLimits;

/// How a process speaks the peer wire, all torrents together.
///
/// @param encryption which streams are begun and answered
/// @param places how many connections there may be
public record WireOptions(EncryptionPolicy encryption, PlaceLimits places) {
    public static WireOptions defaults() {
        return new WireOptions(EncryptionPolicy.ALLOW, PlaceLimits.defaults());
    }

    public WireOptions withEncryption(EncryptionPolicy policy) {
        return new WireOptions(policy, places);
    }

    public WireOptions withPlaces(PlaceLimits limits) {
        return new WireOptions(encryption, limits);
    }
}
