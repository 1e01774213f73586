package io.seedpod.peer.runtime;

import io.seedpod.peer.engine.TorrentEffect;
import io.seedpod.peer.net.BlockContent;
import io.seedpod.peer.net.FileRun;
import io.seedpod.peer.net.WireCommand;
import io.seedpod.peer.storage.OpenFile;
import io.seedpod.peer.storage.RegionSink;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import java.util.ArrayList;
import java.util.List;

/// Finds the content of blocks that are to be sent, and has it in memory. On a disk thread.
final class ContentReader {
    private final Storage storage;
    private final PageToucher toucher;

    ContentReader(Storage storage) {
        this.storage = storage;
        this.toucher = new PageToucher(storage.info().layout().pieceCount());
    }

    /// The commands that send what was queued, in order. What they hold is the caller's to send.
    List<WireCommand> readAll(List<Link.Upload> uploads) throws StorageException {
        var commands = new ArrayList<WireCommand>(uploads.size());
        try {
            for (var upload : uploads) {
                commands.add(
                        switch (upload) {
                            case Link.Upload.Block(var block) -> read(block);
                            case Link.Upload.InLine(var message) ->
                                    new WireCommand.SendMessage(message);
                        });
            }
            return commands;
        } catch (StorageException | RuntimeException e) {
            WireCommand.releaseAll(commands);
            throw e;
        }
    }

    private WireCommand.SendBlock read(TorrentEffect.SendBlock block) throws StorageException {
        if (!toucher.isWarm(block.pieceIndex())) {
            int length = storage.info().layout().pieceLength(block.pieceIndex());
            var piece = content(block.pieceIndex(), 0, length);
            try {
                toucher.touch(block.pieceIndex(), piece.runs());
            } finally {
                piece.release();
            }
        }
        return new WireCommand.SendBlock(
                block.pieceIndex(),
                block.begin(),
                block.length(),
                content(block.pieceIndex(), block.begin(), block.length()));
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
