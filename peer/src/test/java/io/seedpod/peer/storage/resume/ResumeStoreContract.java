package io.seedpod.peer.storage.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.FileStamp;
import io.seedpod.peer.storage.Sample;
import io.seedpod.peer.storage.resume.ResumeStore.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every `ResumeStore` does.
abstract class ResumeStoreContract {
    /// The same store at every call, as if the process had begun anew.
    abstract ResumeStore store();

    static ResumeRecord record(long downloaded) {
        var info = Sample.tree().info();
        var verified = new Bitfield(info.layout().pieceCount());
        verified.set(1);
        verified.set(4);
        return new ResumeRecord(
                info.infoHash(),
                Optional.of(Metainfo.of(info, List.of(List.of("udp://t:6969")))),
                verified,
                List.of(
                        new FileStamp(1, 2, 3),
                        FileStamp.NONE,
                        new FileStamp(Long.MAX_VALUE, Long.MIN_VALUE, -1)),
                17,
                downloaded);
    }

    @Test
    void thereIsNothingAtFirst() throws Exception {
        assertInstanceOf(Outcome.Absent.class, store().read());
        store().remove();
    }

    @Test
    void whatIsWrittenIsReadBackUntilItIsReplacedOrRemoved() throws Exception {
        store().write(record(1));
        assertEquals(new Outcome.Found(record(1)), store().read());
        store().write(record(2));
        assertEquals(new Outcome.Found(record(2)), store().read());
        store().remove();
        assertInstanceOf(Outcome.Absent.class, store().read());
    }

    @Test
    void aMagnetLinkHasNoMetainfoYet() throws Exception {
        var record =
                new ResumeRecord(
                        new InfoHash(1, 2, 3),
                        Optional.empty(),
                        new Bitfield(0),
                        List.of(),
                        0,
                        Long.MAX_VALUE);
        store().write(record);
        assertEquals(new Outcome.Found(record), store().read());
    }
}
