package io.seedpod.peer.engine;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any life keeps the torrent's promises: see [TorrentScript] and [Audit].
class TorrentFuzzTest {
    @FuzzTest
    void anyLife(byte[] bytes) {
        new TorrentScript(bytes).run();
    }
}
