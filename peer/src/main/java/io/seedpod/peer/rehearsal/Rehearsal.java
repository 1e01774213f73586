package io.seedpod.peer.rehearsal;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.wire.Bitfield;

/// Two torrents of our engine in one process: the one has a small file of zeros, the other fetches
/// it. No socket, no file, no other thread.
///
/// On a JVM a first transfer is slow because all that it does is done for the first time: each
/// `switch` over types makes a class when it is first met, which no cache keeps (JDK 25), and
/// methods are compiled after their eighth call. This is that first transfer, on its own thread
/// while the platform is still starting (ADR 22). An executable has nothing to rehearse.
public final class Rehearsal {
    private static final int PIECES = 24;
    private static final int PIECE_LENGTH = 32_768;
    private static final int LONGEST = 2_000;

    private final Actor seeder;
    private final Actor leecher;

    private Rehearsal(InfoDict info) {
        seeder = new Actor(info, 1, Bitfield.full(PIECES));
        leecher = new Actor(info, 2, new Bitfield(PIECES));
    }

    /// Any thread; takes some tens of milliseconds. Whether the leecher got everything.
    public static boolean run() {
        var builder =
                InfoDictBuilder.singleFile("rehearsal", (long) PIECES * PIECE_LENGTH, false)
                        .pieceLength(PIECE_LENGTH);
        try {
            return new Rehearsal(builder.build(new byte[InfoDict.HASH_LENGTH * PIECES])).play();
        } catch (MetainfoException e) {
            throw new IllegalStateException("a file of zeros is a torrent", e);
        }
    }

    private boolean play() {
        for (int turn = 0; turn < LONGEST && !leecher.isComplete(); turn++) {
            boolean seederActed = seeder.act(leecher);
            boolean leecherActed = leecher.act(seeder);
            if (!seederActed && !leecherActed) {
                seeder.waitABit();
                leecher.waitABit();
            }
        }
        return leecher.isComplete();
    }
}
