package io.seedpod.peer.engine.picker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.metainfo.PieceLayout;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Whom a piece may be asked of, by where peers run and by who leaves.
class NearbyTest {
    private static final int PIECE = PieceLayout.BLOCK_LENGTH;
    private final PiecePicker picker =
            new PiecePicker(
                    new PieceLayout(3L * PIECE, PIECE),
                    PickerPicture.bits("..."),
                    3,
                    new SplittableRandom(1));

    private PeerPieces joins(String has, boolean far, boolean leaving) {
        var peer = new PeerPieces(3);
        picker.peerHas(peer, PickerPicture.bits(has));
        picker.stands(peer, far, !far, leaving);
        return peer;
    }

    private void booksAgree(PeerPieces... peers) {
        assertEquals(List.of(), picker.audit(List.of(peers)));
    }

    @Test
    void afarIsAskedOnlyForWhatIsNotNearby() {
        PeerPieces far = joins("xx.", true, false);
        PeerPieces near = joins("x..", false, false);
        assertFalse(picker.mayAsk(far, 0));
        assertTrue(picker.mayAsk(far, 1));
        assertTrue(picker.mayAsk(near, 0));
        picker.peerLacks(near, 0);
        assertTrue(picker.mayAsk(far, 0));
        booksAgree(far, near);
    }

    @Test
    void whatSomebodyNearbyFetchesIsLeftAlone() {
        PeerPieces far = joins("xx.", true, false);
        PeerPieces near = joins("...", false, false);
        picker.peerFetches(near, 1);
        assertFalse(picker.mayAsk(far, 1));
        picker.peerGaveUp(near, 1);
        assertTrue(picker.mayAsk(far, 1));
        booksAgree(far, near);
    }

    @Test
    void afterTwoSecondsWithoutProgressAnybodyMayBeAsked() {
        PeerPieces far = joins("x..", true, false);
        joins("x..", false, false);
        picker.askAnybody(true);
        assertTrue(picker.mayAsk(far, 0));
        picker.askAnybody(false);
        assertFalse(picker.mayAsk(far, 0));
    }

    @Test
    void whoLeavesIsAskedForWhatOnlyItHasAndCountsAsNothing() {
        PeerPieces leaver = joins("xxx", false, true);
        PeerPieces leecher = joins("x..", false, false);
        assertFalse(picker.mayAsk(leaver, 0));
        assertTrue(picker.mayAsk(leaver, 1));
        assertEquals(0, picker.availability(1));
        picker.peerLacks(leaver, 1);
        picker.peerLeft(leaver);
        booksAgree(leecher);
    }

    @Test
    void aSeederThatLosesAPieceIsALeecherAndBack() {
        PeerPieces peer = joins("xxx", false, false);
        assertEquals(0, picker.availability(2));
        picker.peerLacks(peer, 0);
        assertEquals(0, picker.availability(0));
        assertEquals(1, picker.availability(2));
        booksAgree(peer);
        picker.peerHas(peer, 0);
        assertEquals(0, picker.availability(2));
        booksAgree(peer);
        picker.peerLeft(peer);
        booksAgree();
    }

    @Test
    void anOpenPieceFromAfarIsNotFinishedThereWhenItIsNearby() {
        PeerPieces far = joins("x..", true, false);
        TieBreak ours = _ -> 1;
        assertNotNull(picker.pick(far, 1, PIECE, ours, true));
        picker.release(0, 0, PIECE);
        PeerPieces near = joins("x..", false, false);
        assertNull(picker.pick(far, 2, PIECE, ours, true));
        assertNotNull(picker.pick(near, 3, PIECE, ours, true));
    }
}
