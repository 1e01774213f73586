package io.seedpod.peer.net;

import java.util.ArrayList;
import java.util.List;

/// Where the payload of a block lies: runs in order, whose lengths add up to the block's. Whoever
/// holds it sends it or gives its files back.
public record BlockContent(List<FileRun> runs) {
    public BlockContent {
        runs = List.copyOf(runs);
    }

    /// A part of it, its files lent once more. This one stays the caller's.
    public BlockContent slice(int begin, int length) {
        var part = new ArrayList<FileRun>(1);
        int end = begin + length;
        int at = 0;
        for (var run : runs) {
            int from = Math.max(begin, at);
            int to = Math.min(end, at + run.length());
            if (from < to) {
                var file = run.file();
                if (file != null) {
                    file.lendAgain();
                }
                part.add(new FileRun(file, run.position() + (from - at), to - from));
            }
            at += run.length();
        }
        return new BlockContent(part);
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
