package io.seedpod.peer.engine.picker;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.wire.Bitfield;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A picker drawn as strings, one character per piece.
///
/// have: `x` verified, `.` not. availability: how many leechers have the piece. busy: `x` open with
/// every block asked of connection 99, a digit: so many of its four blocks are asked for, `.` not
/// open.
final class PickerPicture {
    static final int BLOCKS = 4;
    static final int OTHER = 99;
    private static final int BLOCK = PieceLayout.BLOCK_LENGTH;

    final PiecePicker picker;
    final PeerPieces seeder;
    final List<PeerPieces> leechers = new ArrayList<>();
    private final int pieces;

    PickerPicture(String have, String availability, String busy, long seed) {
        this(have, availability, busy, new SplittableRandom(seed));
    }

    private PickerPicture(String have, String availability, String busy, RandomGenerator random) {
        pieces = have.length();
        var layout = new PieceLayout((long) pieces * BLOCKS * BLOCK, BLOCKS * BLOCK);
        picker = new PiecePicker(layout, bits(have), pieces, random);
        seeder = peer("x".repeat(pieces));
        for (int count = 1; count <= 9; count++) {
            var has = new StringBuilder();
            for (int piece = 0; piece < pieces; piece++) {
                has.append(availability.charAt(piece) - '0' >= count ? 'x' : '.');
            }
            leechers.add(peer(has.toString()));
        }
        for (int piece = 0; piece < pieces; piece++) {
            int blocks = busy.charAt(piece) == 'x' ? BLOCKS : busy.charAt(piece) - '0';
            if (blocks > 0) {
                open(piece, blocks);
            }
        }
    }

    private void open(int piece, int blocks) {
        var only = new StringBuilder(".".repeat(pieces));
        only.setCharAt(piece, 'x');
        PeerPieces holder = peer(only.toString());
        picker.pick(holder, OTHER, blocks * BLOCK, TieBreak.NONE, true);
        picker.peerLeft(holder);
    }

    /// A peer with these pieces joins.
    PeerPieces peer(String has) {
        var peer = new PeerPieces(pieces);
        picker.peerHas(peer, bits(has));
        return peer;
    }

    static Bitfield bits(String picture) {
        var bits = new Bitfield(picture.length());
        for (int i = 0; i < picture.length(); i++) {
            if (picture.charAt(i) == 'x') {
                bits.set(i);
            }
        }
        return bits;
    }

    /// The piece picked for a peer, -1 for none.
    int pick(PeerPieces peer) {
        BlockRun run = picker.pick(peer, 1, BLOCK, TieBreak.NONE, true);
        return run == null ? -1 : run.pieceIndex();
    }
}
