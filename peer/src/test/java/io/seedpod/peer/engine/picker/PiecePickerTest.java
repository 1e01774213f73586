package io.seedpod.peer.engine.picker;

import static io.seedpod.peer.engine.picker.PickerPicture.bits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.metainfo.PieceLayout;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiecePickerTest {
    private static final int BLOCK = PieceLayout.BLOCK_LENGTH;
    private static final int PIECE = PickerPicture.BLOCKS * BLOCK;

    /// The picked piece is among `expected`, and over many seeds each of those comes.
    @ParameterizedTest(name = "have {0} availability {1} busy {2} peer {3} -> {4}")
    @CsvSource({
        // rarest first, once four pieces are in
        "xxxx......, 0000113102, .........., xxxxxxxxxx, ........x.",
        "xxxx......, 0000213132, .........., xxxxxxxxxx, .....x.x..",
        // only what the peer has
        "xxxx......, 0000113102, .........., ....x....., ....x.....",
        "xxxx......, 0000113102, .........., xxxx......, ..........",
        // what is open with free blocks comes before what is rarer
        "xxxx......, 0000113102, ......1..., xxxx.xxxxx, ......x...",
        // the open piece nearest its end comes first
        "xxxx......, 0000113102, .....13..., xxxx.xxxxx, ......x...",
        // but a seeder is asked for what it alone has
        "xxxx......, 0000113102, .....13..., xxxxxxxxxx, ........x.",
        "xxxx......, 0000113112, .....13..., xxxxxxxxxx, ......x...",
        // busy pieces are nobody's
        "xxxx......, 0000113102, ....xxxx.., xxxxxxxxxx, ........x.",
        "xxxx......, 0000113102, ....xxxxxx, xxxxxxxxxx, ..........",
        // the first pieces are random ones
        ".........., 1111993911, .........., xxxxxxxxxx, xxxxxxxxxx",
        "xxx......., 0001993911, .........., xxxxxxxxxx, ...xxxxxxx",
    })
    void picks(String have, String availability, String busy, String peer, String expected) {
        Set<Integer> picked = new TreeSet<>();
        for (long seed = 0; seed < 400; seed++) {
            var picture = new PickerPicture(have, availability, busy.replace('.', '0'), seed);
            picked.add(picture.pick(picture.peer(peer)));
        }
        Set<Integer> wanted = new TreeSet<>();
        for (int i = 0; i < expected.length(); i++) {
            if (expected.charAt(i) == 'x') {
                wanted.add(i);
            }
        }
        assertEquals(wanted.isEmpty() ? Set.of(-1) : wanted, picked);
    }

    @Test
    void aRunCoversFreeBlocksInARowAndNoMore() {
        var picture = new PickerPicture("....", "0000", "0000", 1);
        BlockRun first = picture.picker.pick(picture.seeder, 1, 3 * BLOCK, TieBreak.NONE, true);
        assertNotNull(first);
        assertEquals(0, first.begin());
        assertEquals(3 * BLOCK, first.length());
        BlockRun second = picture.picker.pick(picture.seeder, 1, 3 * BLOCK, TieBreak.NONE, false);
        assertEquals(new BlockRun(first.pieceIndex(), 3 * BLOCK, BLOCK), second);
    }

    @Test
    void theShortLastBlockIsAskedForAsItIs() {
        var layout = new PieceLayout(PIECE + BLOCK + 5, PIECE);
        var picker = new PiecePicker(layout, bits("x."), 8, new java.util.SplittableRandom(1));
        var seeder = new PeerPieces(2);
        picker.peerHas(seeder, bits("xx"));
        assertEquals(
                new BlockRun(1, 0, BLOCK + 5),
                picker.pick(seeder, 1, 1 << 20, TieBreak.NONE, true));
        assertEquals(BLOCK, picker.received(1, 1, 0, BLOCK));
        assertFalse(picker.isReadyToCheck(1));
        assertEquals(5, picker.received(1, 1, BLOCK, 5));
        assertTrue(picker.isReadyToCheck(1));
        assertTrue(picker.verified(1));
        assertTrue(picker.isComplete());
    }

    @Test
    void aConnectionGoesOnWithItsOwnPiece() {
        var picture = new PickerPicture("xxxx....", "00000000", "00000123", 1);
        BlockRun mine = picture.picker.pick(picture.seeder, 7, BLOCK, TieBreak.NONE, true);
        assertNotNull(mine);
        assertEquals(7, mine.pieceIndex());
        picture.picker.release(7, mine.begin(), mine.length());
        BlockRun other = picture.picker.pick(picture.seeder, 8, BLOCK, TieBreak.NONE, true);
        assertNotNull(other);
        assertEquals(7, other.pieceIndex(), "nearest its end");
        BlockRun next = picture.picker.pick(picture.seeder, 7, BLOCK, TieBreak.NONE, true);
        assertNotNull(next);
        assertEquals(6, next.pieceIndex());
        BlockRun again = picture.picker.pick(picture.seeder, 7, BLOCK, TieBreak.NONE, true);
        assertNotNull(again);
        assertEquals(6, again.pieceIndex(), "its own");
    }

    @Test
    void neverMorePiecesAreOpenThanTheBudgetAllows() {
        var picture = new PickerPicture("........", "00000000", "00000000", 1);
        picture.picker.budget(3);
        for (int i = 0; i < 3; i++) {
            assertNotNull(picture.picker.pick(picture.seeder, 1, PIECE, TieBreak.NONE, false));
        }
        assertNull(picture.picker.pick(picture.seeder, 1, PIECE, TieBreak.NONE, true));
        assertEquals(3, picture.picker.openCount());
        picture.picker.budget(2);
        int surplus = picture.picker.surplus();
        assertNotEquals(-1, surplus);
        picture.picker.shelved(surplus);
        assertEquals(-1, picture.picker.surplus());
        picture.picker.budget(4);
        Set<Integer> opened = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
            BlockRun run = picture.picker.pick(picture.seeder, 1, PIECE, TieBreak.NONE, false);
            assertNotNull(run);
            opened.add(run.pieceIndex());
        }
        assertFalse(opened.contains(surplus), "shelved");
        picture.picker.budget(8);
        picture.picker.relist(surplus);
        while (!opened.contains(surplus)) {
            BlockRun run = picture.picker.pick(picture.seeder, 1, PIECE, TieBreak.NONE, false);
            assertNotNull(run, "the shelved piece comes back");
            opened.add(run.pieceIndex());
        }
    }

    @Test
    void rarePiecesOfOthersAreForAPeerWithNothingElseToDo() {
        var picture = new PickerPicture("xxxx....", "00000000", "00000000", 1);
        TieBreak evenOnesAreOurs = piece -> piece % 2 == 0 ? piece : -piece;
        Set<Integer> first = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
            BlockRun run = picture.picker.pick(picture.seeder, 1, PIECE, evenOnesAreOurs, false);
            assertNotNull(run);
            first.add(run.pieceIndex());
        }
        assertEquals(Set.of(4, 6), first);
        assertNull(picture.picker.pick(picture.seeder, 1, PIECE, evenOnesAreOurs, false));
        BlockRun last = picture.picker.pick(picture.seeder, 1, PIECE, evenOnesAreOurs, true);
        assertNotNull(last);
        assertEquals(5, last.pieceIndex(), "the one its owner would fetch last");
    }

    @Test
    void aDuplicateIsCappedAndMayBeTakenBack() {
        var picture = new PickerPicture("xxx.", "0000", "000x", 1);
        BlockRun busy = new BlockRun(3, 0, PIECE);
        BlockRun second = picture.picker.duplicate(busy, 1, 2 * BLOCK);
        assertEquals(new BlockRun(3, 0, 2 * BLOCK), second);
        assertTrue(picture.picker.isShared(3, 0, BLOCK, true));
        assertFalse(picture.picker.isShared(3, 2 * BLOCK, BLOCK, true));
        assertTrue(
                picture.picker.isShared(3, 2 * BLOCK, BLOCK, false),
                "of one who no longer owes it");
        assertEquals(new BlockRun(3, 0, PIECE), picture.picker.duplicate(busy, 2, PIECE));
        assertEquals(
                new BlockRun(3, 2 * BLOCK, 2 * BLOCK),
                picture.picker.duplicate(busy, 4, PIECE),
                "three are asked for the first two already");
        assertNull(picture.picker.duplicate(busy, 5, PIECE));
        picture.picker.release(3, 0, PIECE);
        assertEquals(2, picture.picker.requesters(3, 0));
        assertEquals(BLOCK, picture.picker.received(1, 3, 0, BLOCK));
        assertEquals(0, picture.picker.received(2, 3, 0, BLOCK), "only the first counts");
        picture.picker.release(3, 0, PIECE);
        picture.picker.release(3, BLOCK, PIECE - BLOCK);
        picture.picker.release(3, BLOCK, PIECE - BLOCK);
        assertEquals(-1, picture.picker.requesters(3, 0));
        assertEquals(0, picture.picker.requesters(3, 3));
        assertFalse(picture.picker.isShared(3, 0, PIECE, true));
    }

    @Test
    void aFailedPieceIsFetchedFromOnePeerAlone() {
        var picture = new PickerPicture("xxx.", "0000", "0000", 1);
        picture.picker.pick(picture.seeder, 1, PIECE, TieBreak.NONE, true);
        picture.picker.received(1, 3, 0, 2 * BLOCK);
        picture.picker.received(2, 3, 2 * BLOCK, 2 * BLOCK);
        picture.picker.checking(3);
        picture.picker.failed(3);
        PeerPieces second = picture.peer("xxxx");
        assertNotNull(picture.picker.pick(picture.seeder, 1, BLOCK, TieBreak.NONE, true));
        assertNull(picture.picker.pick(second, 2, BLOCK, TieBreak.NONE, true));
        assertNull(picture.picker.duplicate(new BlockRun(3, 0, BLOCK), 2, BLOCK));
        picture.picker.release(3, 0, BLOCK);
        picture.picker.unreserve(1);
        assertNotNull(picture.picker.pick(second, 2, BLOCK, TieBreak.NONE, true));
    }

    @Test
    void interestFollowsWhatIsVerified() {
        var picture = new PickerPicture("x...", "0000", "0000", 1);
        PeerPieces peer = picture.peer("xx..");
        assertTrue(peer.isInteresting());
        picture.picker.verified(1);
        picture.picker.forget(peer, 1);
        assertFalse(peer.isInteresting());
        picture.picker.peerHas(peer, 2);
        assertTrue(peer.isInteresting());
        assertEquals(1, picture.picker.availability(2));
        picture.picker.peerHas(peer, 3);
        assertTrue(peer.isSeeder());
        assertEquals(0, picture.picker.availability(2), "seeders change no rarity");
    }

    @Test
    void inOrderIsFromTheFirstMissingPieceOnWhateverIsRare() {
        var layout = new PieceLayout(6L * PIECE, PIECE);
        var picker =
                new PiecePicker(
                        layout,
                        bits("x....."),
                        3,
                        new java.util.SplittableRandom(1),
                        PieceOrder.FIRST_MISSING,
                        _ -> new BitSet());
        var seeder = new PeerPieces(6);
        picker.peerHas(seeder, bits("xxxxxx"));
        var leecher = new PeerPieces(6);
        picker.peerHas(leecher, bits("xxx..x"));
        assertEquals(1, picker.pick(seeder, 1, PIECE, TieBreak.NONE, true).pieceIndex());
        assertEquals(2, picker.pick(leecher, 2, PIECE, TieBreak.NONE, true).pieceIndex());
        assertNull(picker.pick(leecher, 2, PIECE, TieBreak.NONE, true), "5 is too far ahead");
        assertEquals(3, picker.pick(seeder, 1, PIECE, TieBreak.NONE, true).pieceIndex());
        assertNull(picker.pick(seeder, 1, PIECE, TieBreak.NONE, true), "no buffer left");
        picker.shelved(1);
        picker.relist(1);
        assertEquals(1, picker.pick(seeder, 1, PIECE, TieBreak.NONE, true).pieceIndex());
    }
}
