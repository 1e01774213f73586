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
import io.seedpod.peer.engine.talk.BanReason;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hashes of a hybrid torrent's trees (BEP 52), both ways: asked for when a piece failed, so that
/// whoever sent the wrong block is known exactly; and answered, within bounds.
///
/// Only with peers that shook hands for v2. A sum is believed when it leads to a root of the info
/// dictionary; a peer that sends others is a liar as one that sends wrong blocks is.
final class HashExchange {
    private static final int MAX_INQUESTS = 16;

    /// Hears what came of an inquest.
    interface Findings {
        /// The leaves are proved.
        void proved(Inquest inquest, long nowNanos);

        /// Nobody who is connected can give the leaves. Told once; somebody may come who can.
        void stuck(Inquest inquest, long nowNanos);
    }

    private static final String LIE = "sent hashes that do not lead to their root";

    private final Content content;
    private final Swarm swarm;
    private final Outbox out;
    private @Nullable Findings findings;
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

    void tell(Findings heard) {
        findings = heard;
    }

    /// A piece failed. Says whether it is looked into: too many may be already, and then nobody is
    /// to blame.
    boolean open(Inquest inquest, long nowNanos) {
        if (inquests.size() >= MAX_INQUESTS && !giveUpStuck(nowNanos)) {
            return false;
        }
        inquests.add(inquest);
        for (HashRange range : inquest.open()) {
            if (find(range).isEmpty()) {
                questions.add(new Question(range, nowNanos));
            }
        }
        judge(nowNanos);
        return true;
    }

    /// The piece is looked into, and the leaves may come: somebody is asked, or may be.
    boolean isPending(int pieceIndex, long nowNanos) {
        return inquests.stream()
                .anyMatch(it -> it.pieceIndex() == pieceIndex && isHopeful(it, nowNanos));
    }

    /// Who sent the wrong blocks of this piece is known by other means.
    void close(int pieceIndex) {
        inquests.removeIf(it -> it.pieceIndex() == pieceIndex);
        dropIdleQuestions();
    }

    private boolean giveUpStuck(long nowNanos) {
        for (Inquest inquest : inquests) {
            if (inquest.wasStuck() && !isHopeful(inquest, nowNanos)) {
                inquests.remove(inquest);
                dropIdleQuestions();
                return true;
            }
        }
        return false;
    }

    private void dropIdleQuestions() {
        questions.removeIf(
                question ->
                        inquests.stream().noneMatch(it -> it.open().contains(question.range())));
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
                        && (best == null || worth(link, question) > worth(best, question))) {
                    best = link;
                }
            }
            if (best != null) {
                question.ask(best.number(), nowNanos);
                out.send(best, new PeerMessage.HashRequest(question.range()), nowNanos);
            }
        }
        for (Inquest inquest : List.copyOf(inquests)) {
            if (!isHopeful(inquest, nowNanos) && inquest.stuck() && findings != null) {
                findings.stuck(inquest, nowNanos);
            }
        }
    }

    /// Who may be to blame is asked last, who has everything first.
    private int worth(Link link, Question question) {
        boolean suspect =
                inquests.stream()
                        .anyMatch(
                                it ->
                                        it.involves(link.number())
                                                && it.open().contains(question.range()));
        return (suspect ? 0 : 2) + (link.isSeeder() ? 1 : 0);
    }

    private boolean isHopeful(Inquest inquest, long nowNanos) {
        return inquest.open().stream()
                .allMatch(range -> find(range).map(it -> isHopeful(it, nowNanos)).orElse(false));
    }

    private boolean isHopeful(Question question, long nowNanos) {
        if (!question.isFresh(nowNanos)) {
            return false;
        }
        return question.isWaiting()
                || swarm.links().stream()
                        .anyMatch(link -> link.v2 && question.mayAsk(link.number()));
    }

    private Optional<Question> find(HashRange range) {
        return questions.stream().filter(it -> it.range().equals(range)).findFirst();
    }

    private boolean isAsked(Inquest inquest) {
        return inquest.open().stream().allMatch(range -> find(range).isPresent());
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
                if (findings != null) {
                    findings.proved(inquest, nowNanos);
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
