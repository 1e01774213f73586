package io.seedpod.peer.engine.picker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.wire.Bitfield;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The picker against a model that writes down every request: each block's requesters are the
/// requests that cover it, nothing verified is asked for, the budget holds, and in the end all is
/// fetched.
class PiecePickerModelTest {
    private record Asked(int connection, BlockRun run) {}

    private PieceLayout layout;
    private PiecePicker picker;
    private final List<PeerPieces> peers = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final Map<Integer, boolean[]> received = new HashMap<>();
    private int budget;

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void everyBlockIsAccountedFor(long seed) {
        var random = new SplittableRandom(seed);
        int pieceLength = PieceLayout.BLOCK_LENGTH * (1 + random.nextInt(5)) - random.nextInt(100);
        layout = new PieceLayout(1 + random.nextLong(30L * pieceLength), pieceLength);
        budget = 1 + random.nextInt(6);
        picker = new PiecePicker(layout, new Bitfield(layout.pieceCount()), budget, random);
        for (int i = 0; i < 4; i++) {
            peers.add(new PeerPieces(layout.pieceCount()));
            picker.peerHas(peers.get(i), pieces(i == 0 ? 1 : random.nextDouble(), random));
        }
        for (int step = 0; step < 3000 && !picker.isComplete(); step++) {
            step(random);
            check();
        }
        assertTrue(picker.isComplete(), "not done after many steps");
        assertTrue(peers.stream().noneMatch(PeerPieces::isInteresting));
    }

    private Bitfield pieces(double share, SplittableRandom random) {
        var pieces = new Bitfield(layout.pieceCount());
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            if (random.nextDouble() <= share) {
                pieces.set(piece);
            }
        }
        return pieces;
    }

    private void step(SplittableRandom random) {
        int choice = random.nextInt(20);
        if (choice < 8 || asked.isEmpty()) {
            ask(random);
        } else if (choice < 16) {
            answer(asked.remove(random.nextInt(asked.size())), random);
        } else if (choice < 18) {
            Asked gone = asked.remove(random.nextInt(asked.size()));
            picker.release(gone.run.pieceIndex(), gone.run.begin(), gone.run.length());
        } else if (choice == 18) {
            int peer = random.nextInt(peers.size());
            picker.peerHas(peers.get(peer), random.nextInt(layout.pieceCount()));
        } else {
            duplicate(random);
        }
    }

    private void ask(SplittableRandom random) {
        int peer = random.nextInt(peers.size());
        int length = PieceLayout.BLOCK_LENGTH * (1 + random.nextInt(6));
        BlockRun run =
                picker.pick(peers.get(peer), peer + 1, length, TieBreak.NONE, random.nextBoolean());
        if (run == null) {
            return;
        }
        assertTrue(peers.get(peer).has(run.pieceIndex()));
        assertFalse(picker.has(run.pieceIndex()));
        if (picker.lastOpened() >= 0) {
            assertEquals(run.pieceIndex(), picker.lastOpened());
            boolean[] before =
                    received.put(
                            run.pieceIndex(), new boolean[layout.blockCount(run.pieceIndex())]);
            assertEquals(null, before, "opened twice");
        }
        asked.add(new Asked(peer + 1, run));
    }

    private void duplicate(SplittableRandom random) {
        Asked other = asked.get(random.nextInt(asked.size()));
        int peer = random.nextInt(peers.size());
        if (other.connection != peer + 1 && peers.get(peer).has(other.run.pieceIndex())) {
            BlockRun run = picker.duplicate(other.run, peer + 1, PieceLayout.BLOCK_LENGTH);
            if (run != null) {
                asked.add(new Asked(peer + 1, run));
            }
        }
    }

    private void answer(Asked answered, SplittableRandom random) {
        int piece = answered.run.pieceIndex();
        boolean[] blocks = received.get(piece);
        int fresh = 0;
        for (int block : blocks(answered.run)) {
            if (blocks != null && !blocks[block]) {
                blocks[block] = true;
                fresh += layout.blockLength(piece, block);
            }
        }
        assertEquals(
                fresh,
                picker.received(
                        answered.connection, piece, answered.run.begin(), answered.run.length()));
        if (picker.isReadyToCheck(piece)) {
            picker.checking(piece);
            received.remove(piece);
            asked.removeIf(other -> other.run.pieceIndex() == piece);
            if (random.nextInt(4) == 0) {
                picker.failed(piece);
            } else {
                assertTrue(picker.verified(piece));
                peers.forEach(peer -> picker.forget(peer, piece));
            }
        }
    }

    private void check() {
        assertTrue(picker.openCount() <= budget);
        assertEquals(received.size(), picker.openCount());
        received.forEach(
                (piece, blocks) -> {
                    for (int block = 0; block < blocks.length; block++) {
                        int index = block;
                        long covering =
                                asked.stream()
                                        .filter(each -> each.run.pieceIndex() == piece)
                                        .filter(each -> blocks(each.run).contains(index))
                                        .count();
                        assertEquals(
                                blocks[block] ? -1 : covering, picker.requesters(piece, block));
                    }
                });
        for (PeerPieces peer : peers) {
            boolean wanted = false;
            for (int piece = 0; piece < layout.pieceCount(); piece++) {
                wanted |= peer.has(piece) && !picker.has(piece);
            }
            assertEquals(wanted, peer.isInteresting());
        }
    }

    private List<Integer> blocks(BlockRun run) {
        List<Integer> blocks = new ArrayList<>();
        for (int begin = run.begin();
                begin < run.begin() + run.length();
                begin += PieceLayout.BLOCK_LENGTH) {
            blocks.add(layout.blockIndex(begin));
        }
        return blocks;
    }
}
