package io.seedpod.peer.runtime;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.talk.TorrentEffect.SendBlock;
import io.seedpod.peer.net.Dial;
import io.seedpod.peer.net.PeerConnection;
import io.seedpod.peer.net.WireCommand;
import io.seedpod.peer.net.WireCommand.SendMessage;
import io.seedpod.peer.runtime.content.WarmRuns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One of a torrent's connections as its home loop sees it: dialled, then connected, with what is
/// to be sent in this batch. Only on the home loop.
///
/// Blocks are looked up on a disk thread first. What must not overtake them (choke, unchoke,
/// reject) waits in line with them; everything else goes ahead. One look-up is under way at a time,
/// so blocks keep their order; those that come meanwhile are the next.
final class Link {
    private @Nullable Dial dial;
    private @Nullable PeerConnection connection;
    private List<WireCommand> outbox = new ArrayList<>();
    private List<Upload> uploads = new ArrayList<>();
    private boolean lookingUp;

    /// What is sent in the order of the uploads.
    sealed interface Upload {
        record Block(SendBlock effect) implements Upload {}

        record InLine(PeerMessage message) implements Upload {}
    }

    void dialled(Dial begun) {
        dial = begun;
    }

    void connected(PeerConnection made) {
        connection = made;
        dial = null;
    }

    void add(WireCommand command) {
        outbox.add(command);
    }

    void addAll(List<WireCommand> commands) {
        outbox.addAll(commands);
    }

    void send(PeerMessage message) {
        if ((lookingUp || !uploads.isEmpty()) && waitsForBlocks(message)) {
            uploads.add(new Upload.InLine(message));
        } else {
            outbox.add(new SendMessage(message));
        }
    }

    void send(SendBlock block) {
        uploads.add(new Upload.Block(block));
    }

    /// Sends what needs no look-up.
    void flush() {
        var target = connection;
        if (!outbox.isEmpty() && target != null) {
            var commands = outbox;
            outbox = new ArrayList<>();
            target.perform(commands);
        }
    }

    boolean hasUploads() {
        return !uploads.isEmpty();
    }

    /// Puts what needs no look-up into the batch: blocks of pieces that were looked up a moment
    /// ago, and what waits in line with them. Says whether that was anything.
    boolean takeWarm(WarmRuns warm, long nowNanos) {
        int taken = 0;
        while (!lookingUp && taken < uploads.size()) {
            var command = warmCommand(uploads.get(taken), warm, nowNanos);
            if (command == null) {
                break;
            }
            outbox.add(command);
            taken++;
        }
        uploads.subList(0, taken).clear();
        return taken > 0;
    }

    private static @Nullable WireCommand warmCommand(Upload upload, WarmRuns warm, long nowNanos) {
        return switch (upload) {
            case Upload.InLine(var message) -> new SendMessage(message);
            case Upload.Block(var block) -> {
                var content =
                        warm.find(block.pieceIndex(), block.begin(), block.length(), nowNanos);
                yield content == null
                        ? null
                        : new WireCommand.SendBlock(
                                block.pieceIndex(), block.begin(), block.length(), content);
            }
        };
    }

    /// The uploads to look up now; empty if there are none or a look-up is under way.
    List<Upload> beginLookUp() {
        if (lookingUp || uploads.isEmpty()) {
            return List.of();
        }
        lookingUp = true;
        var taken = uploads;
        uploads = new ArrayList<>();
        return taken;
    }

    /// The look-up is done; its commands were performed.
    void endLookUp() {
        lookingUp = false;
    }

    @Nullable PeerConnection connection() {
        return connection;
    }

    void close(String reason) {
        if (dial != null) {
            dial.cancel();
        }
        if (connection != null) {
            connection.close(reason);
        }
    }

    private static boolean waitsForBlocks(PeerMessage message) {
        return message instanceof PeerMessage.Choke
                || message instanceof PeerMessage.Unchoke
                || message instanceof PeerMessage.RejectRequest;
    }
}
