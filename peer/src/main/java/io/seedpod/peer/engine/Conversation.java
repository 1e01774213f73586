package io.seedpod.peer.engine;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.extension.DontHave;
import io.seedpod.model.wire.extension.ExtensionHandshake;
import io.seedpod.model.wire.extension.ExtensionName;
import io.seedpod.model.wire.extension.Fetching;
import io.seedpod.model.wire.extension.Standing;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.picker.PeerPieces;
import io.seedpod.peer.engine.picker.PiecePicker;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentSetup;
import io.seedpod.peer.engine.talk.TransferLimits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What peers say and what we say first: each message goes to the part it concerns, what breaks
/// the protocol ends the connection.
final class Conversation {
    private final TorrentSetup setup;
    private final Content content;
    private final Swarm swarm;
    private final Outbox out;
    private final Verdicts verdicts;
    private final Download download;
    private final Upload upload;
    private final MetadataExchange metadata;
    private final Introductions introductions;
    private final HashExchange hashes;

    Conversation(
            TorrentSetup setup,
            Content content,
            Swarm swarm,
            Outbox out,
            Verdicts verdicts,
            Download download,
            Upload upload,
            MetadataExchange metadata,
            Introductions introductions,
            HashExchange hashes) {
        this.setup = setup;
        this.content = content;
        this.swarm = swarm;
        this.out = out;
        this.verdicts = verdicts;
        this.download = download;
        this.upload = upload;
        this.metadata = metadata;
        this.introductions = introductions;
        this.hashes = hashes;
    }

    /// Our first words on a new connection: our pieces, then our extensions (BEP 6 wants that
    /// order).
    void greet(Link link, long nowNanos) {
        PiecePicker picker = content.picker;
        Bitfield ours = picker == null ? new Bitfield(0) : picker.verified();
        if (link.peer.fast() && ours.isEmpty()) {
            out.send(link, new PeerMessage.HaveNone(), nowNanos);
        } else if (link.peer.fast() && ours.isFull()) {
            out.send(link, new PeerMessage.HaveAll(), nowNanos);
        } else if (!ours.isEmpty()) {
            out.send(link, new PeerMessage.BitfieldMessage(ours), nowNanos);
        }
        if (link.peer.extensionProtocol()) {
            out.send(link, extensions(link).toMessage(), nowNanos);
        }
        piecesKnown(link, nowNanos);
    }

    private ExtensionHandshake extensions(Link link) {
        TransferLimits limits = setup.options().transfer();
        ExtensionHandshake ours =
                ExtensionHandshake.ours(
                                setup.clientName(),
                                setup.listenPort(),
                                limits.maxQueuedRequests(),
                                limits.maxRequestLength())
                        .withYourIp(link.peer.remote().addressBytes())
                        .withUploadOnly(content.isDone())
                        .withStanding(new Standing(setup.options().labels(), content.draining));
        if (!introductions.isOffered()) {
            ours = ours.without(ExtensionName.PEX);
        }
        InfoDict info = content.info;
        return info == null ? ours : ours.withMetadataSize(info.sourceLength());
    }

    /// What we said of ourselves has changed: the metadata came, and peers that lack it may ask us
    /// (BEP 9); or we have everything, and want nothing any more (BEP 21).
    void introduceAgain(long nowNanos) {
        for (Link link : swarm.links()) {
            if (link.peer.extensionProtocol()) {
                out.send(link, extensions(link).toMessage(), nowNanos);
            }
        }
    }

    /// One message. Returns the metadata if this message completed it.
    Optional<InfoDict> received(Link link, PeerMessage message, long nowNanos) {
        link.peer.received(nowNanos);
        switch (message) {
            case PeerMessage.KeepAlive _, PeerMessage.Port _, PeerMessage.Unknown _ -> {}
            case PeerMessage.Choke _ -> {
                link.peer.peerChoking = true;
                download.choked(link, nowNanos);
            }
            case PeerMessage.Unchoke _ -> {
                link.peer.peerChoking = false;
                download.fill(link, nowNanos);
            }
            case PeerMessage.Interested _ -> upload.interested(link, true, nowNanos);
            case PeerMessage.NotInterested _ -> upload.interested(link, false, nowNanos);
            case PeerMessage.Have(int piece) -> have(link, piece, nowNanos);
            case PeerMessage.BitfieldMessage bitfield -> tellsPieces(link, bitfield, nowNanos);
            case PeerMessage.Request request -> upload.requested(link, request, nowNanos);
            case PeerMessage.Cancel cancel -> upload.cancelled(link, cancel, nowNanos);
            case PeerMessage.Piece _ ->
                    throw new IllegalArgumentException(
                            "a Piece is an event of its own: BlockReceived or BlockDiscarded");
            case PeerMessage.HaveAll _,
                    PeerMessage.HaveNone _,
                    PeerMessage.SuggestPiece _,
                    PeerMessage.AllowedFast _,
                    PeerMessage.RejectRequest _ ->
                    fast(link, message, nowNanos);
            case PeerMessage.HashRequest(var range) -> hashes.requested(link, range, nowNanos);
            case PeerMessage.Hashes answer -> hashes.received(link, answer, nowNanos);
            case PeerMessage.HashReject(var range) -> hashes.rejected(link, range);
            case PeerMessage.Extended(int id, byte[] payload) -> {
                return extended(link, id, payload, nowNanos);
            }
        }
        return Optional.empty();
    }

    private void fast(Link link, PeerMessage message, long nowNanos) {
        if (!link.peer.fast()) {
            swarm.close(link, CloseReason.FAST_NOT_NEGOTIATED, nowNanos);
            return;
        }
        switch (message) {
            case PeerMessage.HaveAll _, PeerMessage.HaveNone _ ->
                    tellsPieces(link, message, nowNanos);
            case PeerMessage.RejectRequest reject -> {
                if (!download.rejected(link, reject, nowNanos)) {
                    swarm.close(link, CloseReason.REJECT_WITHOUT_REQUEST, nowNanos);
                }
            }
            case PeerMessage.AllowedFast(int piece) -> allowed(link, piece, nowNanos);
            // A hint that the picker knows better.
            default -> {}
        }
    }

    /// The piece may be asked for while the peer chokes us, once it has it.
    private void allowed(Link link, int pieceIndex, long nowNanos) {
        InfoDict info = content.info;
        if (info != null && pieceIndex >= info.layout().pieceCount()) {
            swarm.close(link, CloseReason.PIECE_OUT_OF_RANGE, nowNanos);
            return;
        }
        link.favours.add(pieceIndex);
        download.fill(link, nowNanos);
    }

    // What the peer has.

    private void tellsPieces(Link link, PeerMessage message, long nowNanos) {
        if (!link.peer.mayTellPieces()) {
            tellsMorePieces(link, message, nowNanos);
            return;
        }
        link.early.more(message);
        link.pieces = null;
        piecesKnown(link, nowNanos);
    }

    /// Where many pieces came in at once, aria2 says so by one more bitfield, or have all, instead
    /// of many haves. BEP 3 wants the bitfield first; all it tells is added to what is known.
    private void tellsMorePieces(Link link, PeerMessage message, long nowNanos) {
        PeerPieces pieces = link.pieces;
        PiecePicker picker = content.picker;
        if (message instanceof PeerMessage.HaveNone) {
            swarm.close(link, CloseReason.BITFIELD_NOT_FIRST, nowNanos);
        } else if (pieces == null || picker == null) {
            link.early.more(message);
        } else if (!pieces.isSeeder()) {
            Optional<Bitfield> told =
                    message instanceof PeerMessage.BitfieldMessage bitfield
                            ? bitfield.bitfield(pieces.pieceCount())
                            : Optional.of(Bitfield.full(pieces.pieceCount()));
            if (told.isEmpty()) {
                swarm.close(link, CloseReason.BAD_BITFIELD, nowNanos);
                return;
            }
            picker.peerHas(pieces, told.get());
            link.favours.pieces().forEach(link.favours::touched);
            verdicts.updateInterest(link, nowNanos);
            if (!closeIfBothSeed(link, nowNanos)) {
                download.fill(link, nowNanos);
            }
        }
    }

    private void have(Link link, int pieceIndex, long nowNanos) {
        link.peer.mayTellPieces();
        PeerPieces pieces = link.pieces;
        InfoDict info = content.info;
        if (info != null && pieceIndex >= info.layout().pieceCount()) {
            swarm.close(link, CloseReason.PIECE_OUT_OF_RANGE, nowNanos);
        } else if (pieces == null || content.picker == null) {
            if (!link.early.have(pieceIndex)) {
                swarm.close(link, CloseReason.HAVE_FLOOD, nowNanos);
            }
        } else {
            content.picker.peerHas(pieces, pieceIndex);
            link.favours.touched(pieceIndex);
            verdicts.updateInterest(link, nowNanos);
            if (!closeIfBothSeed(link, nowNanos)) {
                download.fill(link, nowNanos);
            }
        }
    }

    /// Reads what the peer said it has, as soon as we know how many pieces there are.
    void piecesKnown(Link link, long nowNanos) {
        PiecePicker picker = content.picker;
        InfoDict info = content.info;
        if (picker == null || info == null) {
            return;
        }
        Bitfield told =
                link.pieces == null
                        ? link.early.pieces(info.layout().pieceCount()).orElse(null)
                        : link.pieces.copy();
        if (told == null) {
            swarm.close(link, CloseReason.BAD_BITFIELD, nowNanos);
            return;
        }
        PeerPieces pieces = new PeerPieces(info.layout().pieceCount());
        link.pieces = pieces;
        picker.peerHas(pieces, told);
        link.favours.pieces().forEach(link.favours::touched);
        download.stands(link, nowNanos);
        verdicts.updateInterest(link, nowNanos);
        if (!closeIfBothSeed(link, nowNanos)) {
            download.fill(link, nowNanos);
        }
    }

    /// Two that have everything have nothing for each other.
    boolean closeIfBothSeed(Link link, long nowNanos) {
        boolean useless = content.isDone() && (link.isSeeder() || link.peer.uploadOnly);
        if (useless) {
            swarm.close(link, CloseReason.BOTH_SEED, nowNanos);
        }
        return useless;
    }

    /// Who drains wants to know what we have, although it has that, too: haves are not sent to
    /// those, so everything is told once more, and each piece from now on.
    private void tellAll(Link link, long nowNanos) {
        PiecePicker picker = content.picker;
        if (picker != null && picker.verifiedCount() > 0) {
            out.send(link, new PeerMessage.BitfieldMessage(picker.verified()), nowNanos);
        }
    }

    // Extensions.

    private Optional<InfoDict> extended(Link link, int id, byte[] payload, long nowNanos) {
        if (!link.peer.extensionProtocol()) {
            swarm.close(link, CloseReason.EXTENSION_NOT_NEGOTIATED, nowNanos);
            return Optional.empty();
        }
        if (id == ExtensionHandshake.ID) {
            extensionHandshake(link, ExtensionHandshake.decode(payload).orElse(null), nowNanos);
        } else if (id == ExtensionName.METADATA.ourId()) {
            return metadata.received(link, payload, nowNanos);
        } else if (id == ExtensionName.PEX.ourId()) {
            introductions.received(link, payload, nowNanos);
        } else if (id == ExtensionName.DONT_HAVE.ourId()) {
            dontHave(link, DontHave.decode(payload).orElse(null), nowNanos);
        } else if (id == ExtensionName.FETCHING.ourId()) {
            Fetching.decode(payload)
                    .ifPresent(fetching -> download.claimed(link, fetching, nowNanos));
        }
        return Optional.empty();
    }

    /// The peer gave a piece up (BEP 54). What we asked of it there comes from others.
    private void dontHave(Link link, @Nullable DontHave gone, long nowNanos) {
        InfoDict info = content.info;
        PeerPieces pieces = link.pieces;
        if (gone == null || (info != null && gone.pieceIndex() >= info.layout().pieceCount())) {
            swarm.close(link, CloseReason.BAD_DONT_HAVE, nowNanos);
        } else if (pieces == null || content.picker == null) {
            if (!link.early.gone(gone.pieceIndex())) {
                swarm.close(link, CloseReason.HAVE_FLOOD, nowNanos);
            }
        } else if (content.picker.peerLacks(pieces, gone.pieceIndex())) {
            link.favours.touched(gone.pieceIndex());
            download.gone(link, gone.pieceIndex(), nowNanos);
            verdicts.updateInterest(link, nowNanos);
        }
    }

    private void extensionHandshake(Link link, @Nullable ExtensionHandshake theirs, long nowNanos) {
        if (theirs == null) {
            swarm.close(link, CloseReason.BAD_EXTENSION_HANDSHAKE, nowNanos);
            return;
        }
        link.peer.uploadOnly = theirs.uploadOnly();
        link.fetchingId = theirs.id(ExtensionName.FETCHING).orElse(0);
        if (link.fetchingId != 0) {
            link.pace.answersAtOnce();
        }
        boolean drainsNow = theirs.standing().draining() && !link.standing.draining();
        link.standing = theirs.standing();
        download.stands(link, nowNanos);
        if (drainsNow) {
            tellAll(link, nowNanos);
        }
        theirs.requestQueue().ifPresent(link.peer::queueLimit);
        if (!link.peer.incoming()) {
            theirs.yourIp().ifPresent(swarm::seenAt);
        }
        theirs.port().ifPresent(port -> swarm.listensAt(link, port, nowNanos));
        if (theirs.maxRequestLength().isPresent()
                && link.peer.agreeOnRequestLength(
                        setup.options().transfer().maxRequestLength(),
                        theirs.maxRequestLength().getAsInt())) {
            out.add(
                    new TorrentEffect.AllowLargerRequests(
                            link.number(), link.peer.maxRequestLength()));
        }
        // Names that a later handshake leaves out stay as they were (BEP 10).
        if (theirs.ids().containsKey(ExtensionName.METADATA.word())) {
            link.metadataId = theirs.id(ExtensionName.METADATA).orElse(0);
        }
        if (theirs.ids().containsKey(ExtensionName.PEX.word())) {
            introductions.speaks(link, theirs.id(ExtensionName.PEX).orElse(0), nowNanos);
        }
        if (link.metadataId != 0 && theirs.metadataSize().isPresent()) {
            metadata.offered(link, theirs.metadataSize().getAsLong(), nowNanos);
        }
        if (swarm.find(link.number()) != null) {
            closeIfBothSeed(link, nowNanos);
        }
    }
}
