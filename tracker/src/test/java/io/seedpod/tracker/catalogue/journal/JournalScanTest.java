package io.seedpod.tracker.catalogue.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JournalScanTest {
    private static byte[] encode(CatalogueRecord record) {
        byte[] payload = CatalogueRecord.encode(record);
        int crc = Journal.crc(payload, 0, payload.length);
        byte[] head = ByteBuffer.allocate(8).putInt(payload.length).putInt(crc).array();
        return Bytes.concat(head, payload);
    }

    private static byte[] encode(List<CatalogueRecord> records) {
        var parts = records.stream().map(JournalScanTest::encode).toArray(byte[][]::new);
        return Bytes.concat(JournalScan.header(), Bytes.concat(parts));
    }

    private static List<CatalogueRecord> records(Gen gen) throws Exception {
        var records = new ArrayList<CatalogueRecord>();
        for (int i = gen.between(1, 5); i > 0; i--) {
            records.add(CatalogueRecordTest.record(gen));
        }
        return records;
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void allRecordsAreReadInOrder(long seed) throws Exception {
        var records = records(new Gen(seed));
        byte[] bytes = encode(records);
        assertEquals(new JournalScan(records, bytes.length, 0, false), JournalScan.of(bytes));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whereverTheLastRecordIsCutTheOthersAreReadAndNothingIsCalledDamaged(long seed)
            throws Exception {
        var records = records(new Gen(seed));
        byte[] whole = encode(records);
        int last = whole.length - encode(records.getLast()).length;
        for (int length = last; length < whole.length; length++) {
            var scan = JournalScan.of(Arrays.copyOf(whole, length));
            assertEquals(records.subList(0, records.size() - 1), scan.records());
            assertEquals(last, scan.wholeLength());
            assertEquals(length - last, scan.unreadableBytes());
            assertFalse(scan.damaged());
        }
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void oneSpoiltRecordLosesNoOther(long seed) throws Exception {
        var gen = new Gen(seed);
        var records = records(gen);
        records.addAll(records(gen));
        int spoilt = gen.random().nextInt(records.size() - 1);
        int at = encode(records.subList(0, spoilt)).length;
        byte[] bytes = encode(records);
        int length = encode(records.get(spoilt)).length;
        bytes[at + gen.random().nextInt(length)] ^= 4;
        var scan = JournalScan.of(bytes);
        var expected = new ArrayList<>(records);
        expected.remove(spoilt);
        assertEquals(expected, scan.records());
        assertTrue(scan.damaged());
        assertEquals(at, scan.wholeLength());
        assertEquals(length, scan.unreadableBytes());
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anyBytesAreScanned(long seed) throws Exception {
        var gen = new Gen(seed);
        byte[] bytes = encode(records(gen));
        for (int i = 0; i < 20; i++) {
            bytes = Bytes.spoil(bytes, gen.random());
            var scan = JournalScan.of(bytes);
            assertTrue(scan.unreadableBytes() <= bytes.length);
        }
    }
}
