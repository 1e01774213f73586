package io.seedpod.tracker.catalogue.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the bytes of a journal say, whatever has become of them.
///
/// @param records those that are whole, in order
/// @param wholeLength bytes up to the first that cannot be read
/// @param unreadableBytes those that are part of no whole record
/// @param damaged whether the unreadable ones are more than an unfinished end
record JournalScan(
        List<CatalogueRecord> records, int wholeLength, int unreadableBytes, boolean damaged) {
    private static final byte[] HEADER =
            "seedpod catalogue 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int RECORD_HEAD = 8;

    static byte[] header() {
        return HEADER.clone();
    }

    static JournalScan of(byte[] bytes) {
        boolean headed =
                bytes.length >= HEADER.length
                        && Arrays.equals(bytes, 0, HEADER.length, HEADER, 0, HEADER.length);
        var records = new ArrayList<CatalogueRecord>();
        int position = headed ? HEADER.length : 0;
        int wholeLength = -1;
        int unreadable = 0;
        boolean damaged = !headed;
        while (position < bytes.length) {
            int end = recordEnd(bytes, position);
            if (end < 0) {
                wholeLength = wholeLength < 0 ? position : wholeLength;
                unreadable++;
                position++;
                continue;
            }
            var record =
                    CatalogueRecord.decode(Arrays.copyOfRange(bytes, position + RECORD_HEAD, end));
            // A record behind something unreadable, or whole but not ours: more than an
            // unfinished end.
            damaged |= unreadable > 0 || record.isEmpty();
            unreadable += record.isEmpty() ? end - position : 0;
            record.ifPresent(records::add);
            position = end;
        }
        return new JournalScan(
                List.copyOf(records),
                wholeLength < 0 ? bytes.length : wholeLength,
                unreadable,
                damaged);
    }

    /// Where the record at `position` ends, -1 if there is no whole one.
    private static int recordEnd(byte[] bytes, int position) {
        if (bytes.length - position < RECORD_HEAD) {
            return -1;
        }
        var head = ByteBuffer.wrap(bytes, position, RECORD_HEAD);
        int length = head.getInt();
        int begin = position + RECORD_HEAD;
        if (length < 1 || length > Journal.MAX_PAYLOAD || length > bytes.length - begin) {
            return -1;
        }
        return Journal.crc(bytes, begin, length) == head.getInt() ? begin + length : -1;
    }
}
