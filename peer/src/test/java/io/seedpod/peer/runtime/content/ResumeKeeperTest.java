package io.seedpod.peer.runtime.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.talk.TorrentSnapshot.Traffic;
import io.seedpod.peer.storage.RegionSink;
import io.seedpod.peer.storage.Storage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeKeeperTest {
    private static final long LATER = 31_000_000_000L;
    private static final Traffic TRAFFIC = new Traffic(3, 4, 0, 0, 0);

    private final List<String> done = new ArrayList<>();
    private final ResumeKeeper keeper =
            new ResumeKeeper(
                    new OpenedStorage(
                            new Recording(),
                            new Bitfield(10),
                            (verified, uploaded, downloaded) ->
                                    done.add(
                                            "saved "
                                                    + verified.cardinality()
                                                    + " "
                                                    + uploaded
                                                    + " "
                                                    + downloaded)),
                    0);

    @Test
    void theContentIsForcedBeforeTheRecordVouchesForIt() throws Exception {
        keeper.onVerified(3);
        var save = keeper.begin(TRAFFIC, LATER);
        keeper.onVerified(4);
        save.run();
        assertEquals(List.of("forced", "saved 1 3 4"), done);
    }

    @Test
    void aRecordIsDueOnlyWhenSomethingChangedAWhileAgoAndNoneIsBeingWritten() {
        assertFalse(keeper.isDue(LATER));
        keeper.onVerified(3);
        assertFalse(keeper.isDue(1));
        assertTrue(keeper.isDue(LATER));
        keeper.begin(TRAFFIC, LATER);
        keeper.onVerified(4);
        assertFalse(keeper.isDue(3 * LATER));
        keeper.ended(true);
        assertTrue(keeper.isDue(3 * LATER));
    }

    @Test
    void aRecordThatCouldNotBeWrittenIsDueAgain() {
        keeper.onVerified(3);
        keeper.begin(TRAFFIC, LATER);
        keeper.ended(false);
        assertTrue(keeper.isDue(3 * LATER));
        keeper.begin(TRAFFIC, 3 * LATER);
        keeper.ended(true);
        assertFalse(keeper.isDue(9 * LATER));
    }

    @Test
    void whatARecordWouldBeWrongAboutWaitsForTheOneBeingWritten() {
        keeper.onVerified(3);
        keeper.begin(TRAFFIC, LATER);
        keeper.halt(() -> done.add("renamed"));
        assertEquals(List.of(), done);
        keeper.ended(false);
        assertEquals(List.of("renamed"), done);
        assertFalse(keeper.isDue(9 * LATER), "a record of files that are being renamed");
        keeper.begin(TRAFFIC, 9 * LATER);
        keeper.ended(false);
        assertTrue(keeper.isDue(19 * LATER));
    }

    @Test
    void twoRecordsAreNeverWrittenAtOnce() {
        keeper.begin(TRAFFIC, LATER);
        assertThrows(IllegalStateException.class, () -> keeper.begin(TRAFFIC, LATER));
    }

    /// Storage of which only forcing matters.
    private final class Recording implements Storage {
        @Override
        public InfoDict info() {
            throw new AssertionError();
        }

        @Override
        public void write(int pieceIndex, ByteBuffer piece) {
            throw new AssertionError();
        }

        @Override
        public void read(int pieceIndex, int begin, ByteBuffer target) {
            throw new AssertionError();
        }

        @Override
        public void regions(int pieceIndex, int begin, int length, RegionSink sink) {
            throw new AssertionError();
        }

        @Override
        public boolean isUnchanged() {
            return true;
        }

        @Override
        public void force() {
            done.add("forced");
        }

        @Override
        public void complete() {
            throw new AssertionError();
        }

        @Override
        public void close() {
            done.add("closed");
        }
    }
}
