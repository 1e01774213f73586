package io.seedpod.peer.storage.sha;

import java.nio.ByteBuffer;
import org.graalvm.nativeimage.ImageInfo;

/// A running SHA-1 (FIPS 180-4) over bytes in buffers, direct or not. For one thread at a time.
///
/// Contract test: `Sha1Contract`.
public interface Sha1 {
    /// Bytes of a hash.
    int LENGTH = 20;

    /// The fastest there is: Java's own on a JVM, which compiles it to the processor's SHA
    /// instructions; an executable has C functions of ours, which look for them at run time.
    static Sha1 create() {
        return ImageInfo.inImageCode() ? new LinkedSha1(new LinkedShaCalls()) : new JavaSha1();
    }

    /// Adds `length` bytes that begin at index `offset` and end before the limit. Moves neither
    /// position nor limit.
    ///
    /// @throws IndexOutOfBoundsException if they do not lie there; nothing is added then
    void update(ByteBuffer bytes, int offset, int length);

    /// Writes the hash of all bytes since the last call into the first 20 places of an array.
    void finish(byte[] sum);
}
