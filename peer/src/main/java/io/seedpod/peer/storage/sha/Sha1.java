package io.seedpod.peer.storage.sha;

import java.nio.ByteBuffer;
import org.graalvm.nativeimage.ImageInfo;

/// A running SHA-1 (FIPS 180-4) over bytes in buffers, direct or not. For one thread at a time.
///
/// Contract test: `Sha1Contract`.
public interface Sha1 {
    /// Bytes of a hash.
    int LENGTH = 20;

    /// The fastest there is: C functions of ours, linked into an executable and loaded by a JVM,
    /// which look for the processor's SHA instructions at run time; Java's own where a JVM cannot
    /// load them.
    static Sha1 create() {
        return ImageInfo.inImageCode()
                ? new LinkedSha1(new LinkedShaCalls())
                : LoadedShaCalls.found().<Sha1>map(LinkedSha1::new).orElseGet(JavaSha1::new);
    }

    /// Adds `length` bytes that begin at index `offset` and end before the limit. Moves neither
    /// position nor limit.
    ///
    /// @throws IndexOutOfBoundsException if they do not lie there; nothing is added then
    void update(ByteBuffer bytes, int offset, int length);

    /// Adds bytes to this hash and as many of another buffer to another, as [#update] does to one.
    /// Where that is cheaper, both at once.
    default void updateBoth(
            ByteBuffer bytes,
            int offset,
            Sha1 other,
            ByteBuffer othersBytes,
            int othersOffset,
            int length) {
        update(bytes, offset, length);
        other.update(othersBytes, othersOffset, length);
    }

    /// Writes the hash of all bytes since the last call into the first 20 places of an array.
    void finish(byte[] sum);
}
