package io.seedpod.peer.session;

import io.seedpod.peer.session.entries.Republisher;

/// What a session looks at again and again by itself.
record Watching(SelfCheck selfCheck, Republisher republisher) {
    void start(boolean probed) {
        selfCheck.start(probed);
        republisher.start();
    }

    void stop() {
        selfCheck.stop();
        republisher.stop();
    }
}
