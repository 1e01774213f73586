package io.seedpod.peer.session;

/// What a session looks at again and again by itself.
record Watching(SelfCheck selfCheck, Republisher republisher) {
    void start() {
        selfCheck.start();
        republisher.start();
    }

    void stop() {
        selfCheck.stop();
        republisher.stop();
    }
}
