/// Bytes and their meaning: what SeedPod's programs read and write, and the state machines of the
/// protocols they speak. No I/O, no clock, no thread; requires nothing but `java.base`.
module io.seedpod.model {
    requires static transitive org.jspecify;

    exports io.seedpod.model.bencode;
    exports io.seedpod.model.id;
    exports io.seedpod.model.merkle;
    exports io.seedpod.model.metainfo;
    exports io.seedpod.model.tracker;
    exports io.seedpod.model.tracker.http;
    exports io.seedpod.model.tracker.udp;
    exports io.seedpod.model.webseed;
    exports io.seedpod.model.wire;
    exports io.seedpod.model.wire.extension;
    exports io.seedpod.model.wire.mse;
}
