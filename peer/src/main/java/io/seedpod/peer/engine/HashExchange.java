package io.seedpod.peer.engine;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.merkle.HashProof;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.merkle.TreeShape;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.metainfo.V2Info;
import io.seedpod.model.metainfo.V2Info.FileRoot;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.blame.Inquest;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.hashes.Question;
import io.seedpod.peer.engine.picker.PiecePicker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Hashes of a hybrid torrent's trees (BEP 52), both ways: asked for when a piece failed, so that
/// whoever sent the wrong block is known exactly; and answered, within bounds.
///
/// Only with peers that shook hands for v2. A sum is believed when it leads to a root of the info
/// dictionary; a peer that sends others is a liar as one that sends wrong blocks is.
final class HashExchange {
    private static final int MAX_INQUESTS = 16;
    private static final String LIE = "sent hashes that do not lead to their root";

    private final Content content;
    private final Swarm swarm;
    private final Outbox out;
    private final List<Inquest> inquests = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();

    HashExchange(Content content, Swarm swarm, Outbox out) {
        this.content = content;
        this.swarm = swarm;
        this.out = out;
    }

    private Optional<V2Info> v2() {
        InfoDict info = content.info;
        return info == null ? Optional.empty() : info.v2();
    }

    /// A handshake was answered or given for v2 when it carries the v2 infohash; one that came with
    /// the v1 infohash and the bit, we have answered so.
    void joined(Link link, TorrentEvent.PeerConnected event) {
        Optional<InfoHash> ours = v2().map(v2 -> v2.infoHash().truncated());
        boolean named = ours.equals(Optional.of(event.handshake().infoHash()));
        boolean offered = event.incoming() && event.handshake().reserved().v2();
        link.v2 = ours.isPresent() && (named || offered);
    }

    // Asking.

    /// A piece failed; several connections sent it. `leaves`: one for each block, as it came.
    void failed(int pieceIndex, int[] contributors, byte[] leaves, long nowNanos) {
        InfoDict info = content.info;
        if (info == null || inquests.size() >= MAX_INQUESTS) {
            return;
        }
        Inquest.of(info, pieceIndex, contributors, leaves)
                .ifPresent(
                        inquest -> {
                            inquests.add(inquest);
                            for (HashRange range : inquest.open()) {
                                if (questions.stream().noneMatch(it -> it.range().equals(range))) {
                                    questions.add(new Question(range, nowNanos));
                                }
                            }
                            judge(nowNanos);
                        });
    }

    /// Asks what can be asked now.
    void tick(long nowNanos) {
        questions.forEach(question -> question.tick(nowNanos));
        if (questions.removeIf(question -> question.isOld(nowNanos))) {
            inquests.removeIf(inquest -> !isAsked(inquest));
        }
        for (Question question : questions) {
            Link best = null;
            for (Link link : swarm.links()) {
                if (link.v2
                        && question.mayAsk(link.number())
                        && (best == null || (link.isSeeder() && !best.isSeeder()))) {
                    best = link;
                }
            }
            if (best != null) {
                question.ask(best.number(), nowNanos);
                out.send(best, new PeerMessage.HashRequest(question.range()), nowNanos);
            }
        }
    }

    private boolean isAsked(Inquest inquest) {
        return inquest.open().stream()
                .allMatch(range -> questions.stream().anyMatch(it -> it.range().equals(range)));
    }

    /// A peer answers. What nobody asked for, or asked too long ago, is passed over.
    void received(Link link, PeerMessage.Hashes hashes, long nowNanos) {
        Optional<Question> asked = asked(link, hashes.range());
        Optional<FileRoot> tree = v2().flatMap(v2 -> v2.treeOf(hashes.range().piecesRoot()));
        if (asked.isEmpty() || tree.isEmpty()) {
            return;
        }
        Optional<byte[]> leaves =
                HashProof.proved(hashes.range(), tree.get().shape(), hashes.sums());
        if (leaves.isEmpty()) {
            asked.get().unanswered();
            swarm.ban(link.number(), BanReason.WRONG_HASHES, LIE, nowNanos);
            return;
        }
        questions.remove(asked.get());
        inquests.forEach(inquest -> inquest.proved(hashes.range(), leaves.get()));
        judge(nowNanos);
    }

    /// A peer will not answer.
    void rejected(Link link, HashRange range) {
        asked(link, range).ifPresent(Question::unanswered);
    }

    private Optional<Question> asked(Link link, HashRange range) {
        return questions.stream()
                .filter(it -> it.range().equals(range) && it.waitsFor(link.number()))
                .findFirst();
    }

    private void judge(long nowNanos) {
        for (Inquest inquest : List.copyOf(inquests)) {
            if (inquest.open().isEmpty()) {
                inquests.remove(inquest);
                for (int guilty : inquest.guilty()) {
                    swarm.ban(
                            guilty,
                            BanReason.WRONG_CONTENT,
                            "sent a wrong block of piece " + inquest.pieceIndex(),
                            nowNanos);
                }
            }
        }
    }

    void left(Link link) {
        for (Question question : questions) {
            if (question.waitsFor(link.number())) {
                question.unanswered();
            }
        }
    }

    long deadlineNanos() {
        long deadline = Long.MAX_VALUE;
        for (Question question : questions) {
            deadline = Math.min(deadline, question.deadlineNanos());
        }
        return deadline;
    }

    // Answering.

    void requested(Link link, HashRange range, long nowNanos) {
        int leaves = link.v2 ? cost(range) : 0;
        if (leaves > 0 && link.hashAllowance.take(leaves, nowNanos)) {
            out.add(new TorrentEffect.ReadHashes(link.number(), range));
            return;
        }
        if (leaves == 0) {
            link.hashAllowance.refuse();
        }
        if (link.hashAllowance.isFlooding()) {
            swarm.close(link, CloseReason.HASH_FLOOD, nowNanos);
        } else {
            out.send(link, new PeerMessage.HashReject(range), nowNanos);
        }
    }

    /// What an answer costs, in leaves that are to be computed, at least 1; 0 if there is none:
    /// no such nodes, or not all content under them is ours.
    private int cost(HashRange range) {
        InfoDict info = content.info;
        PiecePicker picker = content.picker;
        Optional<FileRoot> tree = v2().flatMap(v2 -> v2.treeOf(range.piecesRoot()));
        if (info == null || picker == null || tree.isEmpty() || !range.fits(tree.get().shape())) {
            return 0;
        }
        PieceLayout layout = info.layout();
        int pieceLayer = TreeShape.pieceLayer(layout.pieceLength());
        if (range.baseLayer() >= Math.min(pieceLayer, tree.get().shape().height())) {
            return 1;
        }
        long firstLeaf = (long) range.index() << range.baseLayer();
        long endLeaf =
                Math.min(
                        firstLeaf + ((long) range.length() << range.baseLayer()),
                        tree.get().shape().leafCount());
        if (firstLeaf >= endLeaf) {
            return 1;
        }
        int first = (int) (tree.get().offset() / layout.pieceLength() + (firstLeaf >> pieceLayer));
        int last =
                (int) (tree.get().offset() / layout.pieceLength() + ((endLeaf - 1) >> pieceLayer));
        if (last - first >= HashRange.MAX_ANSWERED) {
            return 0;
        }
        for (int piece = first; piece <= last; piece++) {
            if (!picker.has(piece)) {
                return 0;
            }
        }
        return (last - first + 1) << pieceLayer;
    }

    /// The content side has the sums, or has none.
    void read(TorrentEvent.HashesRead event, long nowNanos) {
        Link link = swarm.find(event.connection());
        if (link != null) {
            link.hashAllowance.answered();
            out.send(
                    link,
                    event.sums().length == 0
                            ? new PeerMessage.HashReject(event.range())
                            : new PeerMessage.Hashes(event.range(), event.sums()),
                    nowNanos);
        }
    }
}
