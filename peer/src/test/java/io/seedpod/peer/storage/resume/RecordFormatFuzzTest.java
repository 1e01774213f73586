package io.seedpod.peer.storage.resume;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any bytes give a record or none; what gives a record is read back from its encoding.
class RecordFormatFuzzTest {
    @FuzzTest
    void body(byte[] bytes) {
        RecordFormat.decode(bytes);
        var record = RecordFormat.decodeBody(bytes);
        if (record.isPresent()
                && !RecordFormat.decode(RecordFormat.encode(record.get())).equals(record)) {
            throw new IllegalStateException("not read back");
        }
    }
}
