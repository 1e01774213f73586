package io.seedpod.tracker.catalogue.journal;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.tracker.catalogue.NameHistory;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Names with deletions to be remembered for a while: a bounded number, the oldest first.
/// One thread.
final class Deletions {
    private final NameIndex index;
    private final int most;

    /// The latest clock at which something was deleted under the name.
    private final Map<CatalogueName, Long> clocks = new LinkedHashMap<>();

    Deletions(NameIndex index, int most) {
        this.index = index;
        this.most = most;
    }

    /// Takes in those of a journal.
    void rememberAll() {
        var found = new LinkedHashMap<CatalogueName, NameHistory>();
        index.histories().forEach(each -> found.put(each.getKey(), each.getValue()));
        found.entrySet().stream()
                .sorted(Comparator.comparingLong(each -> latest(each.getValue())))
                .forEach(each -> remember(each.getKey(), each.getValue()));
    }

    void remember(CatalogueName name, NameHistory history) {
        long clock = latest(history);
        clocks.remove(name);
        if (clock > 0) {
            clocks.put(name, clock);
        }
    }

    /// Forgets deletions before that moment, and the oldest of too many.
    void forget(long before) {
        var each = clocks.entrySet().iterator();
        while (each.hasNext()) {
            var oldest = each.next();
            boolean late = oldest.getValue() < before;
            if (!late && clocks.size() <= most) {
                return;
            }
            long limit = late ? before : oldest.getValue() + 1;
            index.show(
                    oldest.getKey(), index.history(oldest.getKey()).withoutDeletionsBefore(limit));
            each.remove();
        }
    }

    private static long latest(NameHistory history) {
        return history.marks().stream()
                .filter(mark -> mark.published().isEmpty())
                .mapToLong(NameHistory.Mark::clock)
                .reduce(history.deletedClock(), Math::max);
    }
}
