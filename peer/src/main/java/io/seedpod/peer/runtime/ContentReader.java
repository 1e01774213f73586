package io.seedpod.peer.runtime;

import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.net.BlockContent;
import io.seedpod.peer.net.FileRun;
import io.seedpod.peer.net.WireCommand;
import io.seedpod.peer.runtime.content.PageToucher;
import io.seedpod.peer.runtime.content.WarmRuns;
import io.seedpod.peer.storage.OpenFile;
import io.seedpod.peer.storage.RegionSink;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the content of blocks that are to be sent, and has it in memory. On a disk thread.
final class ContentReader {
    private final Storage storage;
    private final PageToucher toucher;

    ContentReader(Storage storage) {
        this.storage = storage;
        this.toucher = new PageToucher(storage.info().layout().pieceCount());
    }

    /// What a look-up found; all of it is the caller's.
    ///
    /// @param commands that send what was queued, in order
    /// @param pieces the runs of whole pieces of which more blocks may be asked for
    record Found(List<WireCommand> commands, Map<Integer, BlockContent> pieces) {
        void release() {
            WireCommand.releaseAll(commands);
            pieces.values().forEach(BlockContent::release);
        }
    }

    Found readAll(List<Link.Upload> uploads) throws StorageException {
        var found = new Found(new ArrayList<>(uploads.size()), new HashMap<>());
        try {
            for (var upload : uploads) {
                found.commands.add(
                        switch (upload) {
                            case Link.Upload.Block(var block) -> read(block, found.pieces);
                            case Link.Upload.InLine(var message) ->
                                    new WireCommand.SendMessage(message);
                        });
            }
            return found;
        } catch (StorageException | RuntimeException e) {
            found.release();
            throw e;
        }
    }

    private WireCommand.SendBlock read(
            TorrentEffect.SendBlock block, Map<Integer, BlockContent> pieces)
            throws StorageException {
        int index = block.pieceIndex();
        int pieceLength = storage.info().layout().pieceLength(index);
        boolean cold = !toucher.isWarm(index);
        if (!pieces.containsKey(index) && (cold || block.length() < pieceLength)) {
            var piece = content(index, 0, pieceLength);
            try {
                if (cold) {
                    toucher.touch(index, piece.runs());
                }
            } catch (StorageException | RuntimeException e) {
                piece.release();
                throw e;
            }
            if (block.length() < pieceLength && piece.runs().size() <= WarmRuns.MOST_RUNS) {
                pieces.put(index, piece);
            } else {
                piece.release();
            }
        }
        var piece = pieces.get(index);
        return new WireCommand.SendBlock(
                index,
                block.begin(),
                block.length(),
                piece == null
                        ? content(index, block.begin(), block.length())
                        : piece.slice(block.begin(), block.length()));
    }

    private BlockContent content(int pieceIndex, int begin, int length) throws StorageException {
        var runs = new ArrayList<FileRun>();
        try {
            storage.regions(pieceIndex, begin, length, collecting(runs));
        } catch (StorageException | RuntimeException e) {
            new BlockContent(runs).release();
            throw e;
        }
        return new BlockContent(runs);
    }

    private static RegionSink collecting(List<FileRun> runs) {
        return new RegionSink() {
            @Override
            public void file(OpenFile file, long position, int count) {
                runs.add(new FileRun(file, position, count));
            }

            @Override
            public void zeros(int count) {
                runs.add(new FileRun(null, 0, count));
            }
        };
    }
}
