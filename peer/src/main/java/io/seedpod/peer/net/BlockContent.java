package io.seedpod.peer.net;

import java.util.List;

/// Where the payload of a block lies: runs in order, whose lengths add up to the block's. Whoever
/// holds it sends it or gives its files back.
public record BlockContent(List<FileRun> runs) {
    public BlockContent {
        runs = List.copyOf(runs);
    }

    /// Gives the files back unsent.
    public void release() {
        for (var run : runs) {
            var file = run.file();
            if (file != null) {
                file.close();
            }
        }
    }
}
