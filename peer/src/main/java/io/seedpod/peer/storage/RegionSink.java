package io.seedpod.peer.storage;

/// Takes the runs of bytes that make up a part of a piece, in order.
public interface RegionSink {
    /// `count` bytes of a file from `position` on. The file is lent: the sink closes it once, when
    /// the bytes are sent.
    void file(OpenFile file, long position, int count);

    /// `count` zeros, of a pad.
    void zeros(int count);
}
