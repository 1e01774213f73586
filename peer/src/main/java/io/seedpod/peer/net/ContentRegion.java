package io.seedpod.peer.net;

import io.netty.channel.DefaultFileRegion;
import io.seedpod.peer.storage.OpenFile;

/// Part of a file that the kernel sends by itself (sendfile). Unlike Netty's own, it gives the file
/// back in the end, for others to use.
final class ContentRegion extends DefaultFileRegion {
    private final OpenFile file;

    ContentRegion(OpenFile file, long position, long count) {
        super(file.channel(), position, count);
        this.file = file;
    }

    @Override
    protected void deallocate() {
        file.close();
    }
}
