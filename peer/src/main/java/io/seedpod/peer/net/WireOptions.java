package io.seedpod.peer.net;

import io.seedpod.model.webseed.WebSeedPolicy;
import io.seedpod.model.wire.mse.EncryptionPolicy;
import io.seedpod.peer.net.place.PlaceLimits;

/// How a process speaks the peer wire, all torrents together.
///
/// @param encryption which streams are begun and answered
/// @param places how many connections there may be
/// @param webSeeds which web seeds are asked
public record WireOptions(EncryptionPolicy encryption, PlaceLimits places, WebSeedPolicy webSeeds) {
    /// Web seeds are asked with care.
    public WireOptions(EncryptionPolicy encryption, PlaceLimits places) {
        this(encryption, places, WebSeedPolicy.CAREFUL);
    }

    public static WireOptions defaults() {
        return new WireOptions(EncryptionPolicy.ALLOW, PlaceLimits.defaults());
    }

    public WireOptions withEncryption(EncryptionPolicy policy) {
        return new WireOptions(policy, places, webSeeds);
    }

    public WireOptions withPlaces(PlaceLimits limits) {
        return new WireOptions(encryption, limits, webSeeds);
    }

    public WireOptions withWebSeeds(WebSeedPolicy policy) {
        return new WireOptions(encryption, places, policy);
    }
}
