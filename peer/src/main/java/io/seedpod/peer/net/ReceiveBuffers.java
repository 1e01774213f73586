package io.seedpod.peer.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// Says where one socket reads to: into the place the connection names, else into a pooled buffer.
/// On the socket's loop.
///
/// Pooled reads grow while they are filled and shrink when they are not. A connection that names
/// places for its payload wants them short: they then hold little but headers.
final class ReceiveBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int LEAST_READ = 4 << 10;
    private static final int FIRST_READ = 16 << 10;
    private static final int LARGEST_READ = 256 << 10;
    private static final int READS_IN_A_ROW = 8;

    /// Names the place of the next bytes.
    interface Target {
        /// A buffer of which the one who reads becomes the owner; null = none in particular.
        @Nullable ByteBuf next();

        /// Whether places will be named soon.
        boolean namesPlaces();
    }

    private @Nullable Target target;

    ReceiveBuffers() {
        super(READS_IN_A_ROW);
    }

    void target(Target reader) {
        target = reader;
    }

    @Override
    @SuppressWarnings("deprecation") // the interface asks for the old handle; channels want the new
    public Handle newHandle() {
        return new Reads();
    }

    private final class Reads extends MaxMessageHandle {
        private int length = FIRST_READ;
        private boolean named;

        @Override
        public int guess() {
            return length;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            var reader = target;
            var place = reader == null ? null : reader.next();
            named = place != null;
            if (place != null) {
                return place;
            }
            return reader != null && reader.namesPlaces()
                    ? allocator.directBuffer(FIRST_READ)
                    : allocator.directBuffer(length);
        }

        @Override
        public void lastBytesRead(int bytes) {
            if (!named && bytes >= length) {
                length = Math.min(2 * length, LARGEST_READ);
            }
            super.lastBytesRead(bytes);
        }

        @Override
        public void readComplete() {
            if (!named && totalBytesRead() < length / 4) {
                length = Math.max(length / 2, LEAST_READ);
            }
        }
    }
}
