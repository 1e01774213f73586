package io.seedpod.peer.engine;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.announcer.Announcer;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.engine.files.Padding;
import io.seedpod.peer.engine.files.PieceRanks;
import io.seedpod.peer.engine.files.Priority;
import io.seedpod.peer.engine.picker.PiecePicker;
import io.seedpod.peer.engine.picker.PieceWishes;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentOptions;
import java.util.List;
import java.util.random.RandomGenerator;

/// What we have and what we want of it: from the first look at the disk to the last wanted piece.
final class Holdings {
    private final TorrentOptions options;
    private final Content content;
    private final Swarm swarm;
    private final Verdicts verdicts;
    private final Download download;
    private final Conversation conversation;
    private final Announcer announcer;
    private final Outbox out;
    private final RandomGenerator random;
    private FileChoice choice;
    private boolean completedTold;

    Holdings(
            TorrentOptions options,
            Content content,
            Swarm swarm,
            Verdicts verdicts,
            Download download,
            Conversation conversation,
            Announcer announcer,
            Outbox out,
            RandomGenerator random) {
        this.options = options;
        this.content = content;
        this.swarm = swarm;
        this.verdicts = verdicts;
        this.download = download;
        this.conversation = conversation;
        this.announcer = announcer;
        this.out = out;
        this.random = random;
        this.choice = options.files();
    }

    /// The disk works, and these pieces are on it.
    void ready(Bitfield verified, long nowNanos) {
        InfoDict info = content.info;
        if (info == null) {
            throw new IllegalStateException("storage is ready for metadata nobody has");
        }
        content.trouble = null;
        if (content.picker != null) {
            backAgain(verified, nowNanos);
            return;
        }
        PieceLayout layout = info.layout();
        content.picker =
                new PiecePicker(
                        layout,
                        verified,
                        download.budget(),
                        random,
                        options.order(),
                        Padding.of(info)::blocksOf);
        for (int piece = verified.nextSet(0); piece >= 0; piece = verified.nextSet(piece + 1)) {
            content.verifiedLength += layout.pieceLength(piece);
            tellHave(piece, nowNanos);
        }
        content.measure();
        if (!choice.isAll()) {
            wish(info, content.picker);
        }
        for (Link link : swarm.snapshot()) {
            conversation.piecesKnown(link, nowNanos);
        }
        announcer.start();
        completeIfSo(nowNanos);
    }

    /// The disk works again. What is open, checked or shelved stays so: pieces whose check is
    /// still under way must not be fetched a second time.
    private void backAgain(Bitfield verified, long nowNanos) {
        download.dropAll(nowNanos);
        for (int piece = verified.nextSet(0); piece >= 0; piece = verified.nextSet(piece + 1)) {
            verdicts.verified(new TorrentEvent.PieceVerified(piece, new long[0]), nowNanos);
        }
        download.resume(nowNanos);
        completeIfSo(nowNanos);
    }

    private void tellHave(int pieceIndex, long nowNanos) {
        for (Link link : swarm.links()) {
            out.send(link, new PeerMessage.Have(pieceIndex), nowNanos);
        }
    }

    /// The hash of a piece matched.
    void verified(TorrentEvent.PieceVerified event, long nowNanos) {
        download.refillSoon();
        if (!verdicts.verified(event, nowNanos)) {
            return;
        }
        // What nobody wants and was ordered by hand makes it no less complete; but the disk has
        // written, and is to tidy up.
        completedTold = false;
        completeIfSo(nowNanos);
        if (content.isComplete()) {
            announcer.completed(nowNanos);
        }
    }

    /// Complete as far as it is wanted; BEP 21 calls that a partial seed.
    private void completeIfSo(long nowNanos) {
        if (!content.isDone()) {
            return;
        }
        for (Link link : swarm.snapshot()) {
            conversation.closeIfBothSeed(link, nowNanos);
        }
        if (completedTold) {
            return;
        }
        conversation.introduceAgain(nowNanos);
        completedTold = true;
        if (!content.isComplete()) {
            announcer.announceNow(nowNanos);
        }
        out.add(new TorrentEffect.Completed());
    }

    /// These files are wanted from now on.
    void choose(FileChoice files, long nowNanos) {
        choice = files;
        PiecePicker picker = content.picker;
        if (picker == null || content.info == null) {
            return;
        }
        wish(content.info, picker);
        download.dropUnwanted(nowNanos);
        for (Link link : swarm.links()) {
            verdicts.updateInterest(link, nowNanos);
        }
        if (completedTold && !content.isDone()) {
            conversation.introduceAgain(nowNanos);
            swarm.lookAround(nowNanos);
            announcer.fresh(nowNanos);
        }
        // Also if nothing is missing: files whose bytes came along are to appear.
        completedTold = false;
        download.resume(nowNanos);
        completeIfSo(nowNanos);
    }

    private void wish(InfoDict info, PiecePicker picker) {
        List<Priority> files = choice.files(info);
        picker.wish(
                choice.isAll()
                        ? PieceWishes.all(info.layout().pieceCount())
                        : PieceWishes.of(PieceRanks.of(info, files)),
                swarm.pieces());
        content.measure();
        out.add(new TorrentEffect.ChooseFiles(files));
    }
}
