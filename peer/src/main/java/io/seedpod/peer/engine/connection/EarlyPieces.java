package io.seedpod.peer.engine.connection;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.PeerMessage.BitfieldMessage;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a peer said it has before we know how many pieces there are, bounded.
public final class EarlyPieces {
    private static final int MAX_HAVES = 1 << 14;

    private @Nullable BitfieldMessage bitfield;
    private boolean all;

    /// In the order told: a piece, or the complement of one that is gone again.
    private int[] haves = new int[0];

    private int haveCount;

    public void bitfield(BitfieldMessage message) {
        bitfield = message;
    }

    public void all() {
        all = true;
    }

    /// Takes a bitfield or have all; a later bitfield tells what an earlier one did, and more.
    public void more(PeerMessage message) {
        if (message instanceof BitfieldMessage told) {
            bitfield(told);
        } else if (message instanceof PeerMessage.HaveAll) {
            all();
        }
    }

    /// Says whether there was room.
    public boolean have(int pieceIndex) {
        return note(pieceIndex);
    }

    /// A piece told before is gone again (BEP 54). Says whether there was room.
    public boolean gone(int pieceIndex) {
        return note(~pieceIndex);
    }

    private boolean note(int word) {
        if (haveCount == MAX_HAVES) {
            return false;
        }
        if (haveCount == haves.length) {
            haves = Arrays.copyOf(haves, Math.max(16, 2 * haveCount));
        }
        haves[haveCount++] = word;
        return true;
    }

    /// The pieces, now that their number is known; empty if what was said does not fit.
    public Optional<Bitfield> pieces(int pieceCount) {
        Optional<Bitfield> told =
                bitfield == null
                        ? Optional.of(new Bitfield(pieceCount))
                        : bitfield.bitfield(pieceCount);
        if (all) {
            told = Optional.of(Bitfield.full(pieceCount));
        }
        if (told.isPresent()) {
            for (int i = 0; i < haveCount; i++) {
                int piece = haves[i] < 0 ? ~haves[i] : haves[i];
                if (piece >= pieceCount) {
                    return Optional.empty();
                }
                if (haves[i] < 0) {
                    told.get().clear(piece);
                } else {
                    told.get().set(piece);
                }
            }
        }
        return told;
    }
}
