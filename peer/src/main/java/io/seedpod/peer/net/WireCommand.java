package io.seedpod.peer.net;

import io.seedpod.model.wire.PeerMessage;

/// What a connection is told to do.
public sealed interface WireCommand {
    /// Send a message: any but `Piece`.
    record SendMessage(PeerMessage message) implements WireCommand {}

    /// Send a `Piece` with its payload. The pages have been touched: reading them does not wait for
    /// a disk.
    record SendBlock(int pieceIndex, int begin, int length, BlockContent content)
            implements WireCommand {}

    /// Accept blocks up to this length from now on.
    record AllowLargerBlocks(int maxBlockLength) implements WireCommand {}

    /// Gives back what commands hold that will not be carried out.
    static void releaseAll(Iterable<WireCommand> commands) {
        for (var command : commands) {
            if (command instanceof SendBlock block) {
                block.content().release();
            }
        }
    }
}
