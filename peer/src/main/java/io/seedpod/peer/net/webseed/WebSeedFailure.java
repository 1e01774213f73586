package io.seedpod.peer.net.webseed;

import io.seedpod.peer.engine.webseed.SeedTrouble;

/// Why a web seed did not give what it was asked for.
///
/// @param retryAfterNanos how long it asks to be left alone; 0 = it does not say
record WebSeedFailure(SeedTrouble trouble, String detail, long retryAfterNanos) {
    WebSeedFailure(SeedTrouble trouble, String detail) {
        this(trouble, detail, 0);
    }
}
