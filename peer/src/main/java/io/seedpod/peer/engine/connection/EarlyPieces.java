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
        if (haveCount == MAX_HAVES) {
            return false;
        }
        if (haveCount == haves.length) {
            haves = Arrays.copyOf(haves, Math.max(16, 2 * haveCount));
        }
        haves[haveCount++] = pieceIndex;
        return true;
    }

    /// The pieces, now that their number is known; empty if what was said does not fit.
    public Optional<Bitfield> pieces(int pieceCount) {
        if (all) {
            return Optional.of(Bitfield.full(pieceCount));
        }
        Optional<Bitfield> told =
                bitfield == null
                        ? Optional.of(new Bitfield(pieceCount))
                        : bitfield.bitfield(pieceCount);
        if (told.isPresent()) {
            for (int i = 0; i < haveCount; i++) {
                if (haves[i] >= pieceCount) {
                    return Optional.empty();
                }
                told.get().set(haves[i]);
            }
        }
        return told;
    }
}
