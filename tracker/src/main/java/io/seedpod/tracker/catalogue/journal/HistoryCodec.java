package io.seedpod.tracker.catalogue.journal;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.tracker.catalogue.NameHistory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The history of a name as bytes: the journal's records that tell it, each behind its length, four
/// bytes big-endian.
public final class HistoryCodec {
    private HistoryCodec() {}

    public static byte[] encode(CatalogueName name, NameHistory history) {
        var records = records(name, history).stream().map(CatalogueRecord::encode).toList();
        int length = records.stream().mapToInt(record -> Integer.BYTES + record.length).sum();
        var target = ByteBuffer.allocate(length);
        records.forEach(record -> target.putInt(record.length).put(record));
        return target.array();
    }

    /// What makes no sense counts as not said, as do words on other names.
    public static NameHistory decode(CatalogueName name, byte[] bytes) {
        var history = NameHistory.EMPTY;
        var source = ByteBuffer.wrap(bytes);
        while (source.remaining() > Integer.BYTES) {
            int length = source.getInt();
            if (length < 0 || length > source.remaining()) {
                return history;
            }
            var payload = new byte[length];
            source.get(payload);
            var record = CatalogueRecord.decode(payload).filter(it -> it.name().equals(name));
            history = record.isPresent() ? record.get().applyTo(history) : history;
        }
        return history;
    }

    static List<CatalogueRecord> records(CatalogueName name, NameHistory history) {
        var records = new ArrayList<CatalogueRecord>();
        if (history.deletedClock() > 0) {
            records.add(new CatalogueRecord.Removal(name, history.deletedClock()));
        }
        if (history.replacedClock() > 0) {
            records.add(new CatalogueRecord.Replacement(name, history.replacedClock()));
        }
        for (var mark : history.marks().reversed()) {
            records.add(
                    mark.published().isPresent()
                            ? new CatalogueRecord.Put(mark.published().get(), false, false)
                            : new CatalogueRecord.ContentRemoval(
                                    name, mark.infoHash(), mark.clock()));
        }
        return records;
    }
}
