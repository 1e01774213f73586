package io.seedpod.tracker.policy;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Which addresses lie in which zone: what tells where a peer runs that does not say it. The
/// longest prefix wins. Never changes.
public final class ZoneTable {
    /// How an entry is written.
    public static final String FORM =
            "PREFIX=ZONE, PREFIX=REGION/ZONE or PREFIX=REGION/ZONE/NODE, such as"
                    + " 10.1.0.0/16=eu/eu-1";

    public static final ZoneTable NONE = new ZoneTable(List.of());

    /// Addresses and where they are.
    public record Entry(AddressRange range, Labels labels) {
        /// Reads what `FORM` says; empty for anything else.
        public static Optional<Entry> parse(String text) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                return Optional.empty();
            }
            var labels = labels(text.substring(equals + 1).split("/", -1));
            var range = AddressRange.parse(text.substring(0, equals));
            return labels.isEmpty() || range.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Entry(range.get(), labels.get()));
        }

        private static Optional<Labels> labels(String[] words) {
            for (var word : words) {
                if (word.isEmpty() || !Labels.isWord(word)) {
                    return Optional.empty();
                }
            }
            return switch (words.length) {
                case 1 -> Optional.of(new Labels("", words[0], ""));
                case 2 -> Optional.of(new Labels("", words[1], words[0]));
                case 3 -> Optional.of(new Labels(words[2], words[1], words[0]));
                default -> Optional.empty();
            };
        }

        @Override
        public String toString() {
            var text = new StringBuilder(range.toString()).append('=');
            if (!labels.region().isEmpty()) {
                text.append(labels.region()).append('/');
            }
            text.append(labels.zone());
            return labels.node().isEmpty()
                    ? text.toString()
                    : text.append('/').append(labels.node()).toString();
        }
    }

    /// The prefixes of one length and family, in the order of their addresses.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Level(int length, boolean v4, long[] highs, long[] lows, Labels[] labels) {}

    private final List<Level> levels = new ArrayList<>();

    /// @param entries no two of the same addresses
    public ZoneTable(List<Entry> entries) {
        var lengths = new HashSet<AddressRange>();
        for (var entry : entries) {
            var range = entry.range();
            if (lengths.add(new AddressRange(0, 0, range.length(), range.v4()))) {
                levels.add(level(range.length(), range.v4(), entries));
            }
        }
        levels.sort(Comparator.comparingInt(Level::length).reversed());
    }

    private static Level level(int length, boolean v4, List<Entry> entries) {
        var all = new ArrayList<Entry>();
        for (var entry : entries) {
            if (entry.range().length() == length && entry.range().v4() == v4) {
                all.add(entry);
            }
        }
        all.sort(
                Comparator.<Entry>comparingLong(entry -> entry.range().high())
                        .thenComparingLong(entry -> entry.range().low()));
        var level =
                new Level(
                        length,
                        v4,
                        new long[all.size()],
                        new long[all.size()],
                        new Labels[all.size()]);
        for (int i = 0; i < all.size(); i++) {
            level.highs[i] = all.get(i).range().high();
            level.lows[i] = all.get(i).range().low();
            level.labels[i] = all.get(i).labels();
        }
        return level;
    }

    /// Where an address is; `Labels.NONE` if the table does not say.
    public Labels labels(PeerEndpoint endpoint) {
        boolean v4 = endpoint instanceof PeerEndpoint.V4;
        for (var level : levels) {
            if (level.v4 == v4) {
                int found = find(level, of(endpoint, level.length));
                if (found >= 0) {
                    return level.labels[found];
                }
            }
        }
        return Labels.NONE;
    }

    private static AddressRange of(PeerEndpoint endpoint, int length) {
        return switch (endpoint) {
            case PeerEndpoint.V4(int address, _) ->
                    new AddressRange(0, address & 0xffffffffL, length, true);
            case PeerEndpoint.V6(long high, long low, _) ->
                    new AddressRange(high, low, length, false);
        };
    }

    private static int find(Level level, AddressRange wanted) {
        int low = 0;
        int high = level.highs.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(level.highs[middle], wanted.high());
            if (order == 0) {
                order = Long.compare(level.lows[middle], wanted.low());
            }
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /// The announce, with zone and region from this table if it says neither; with the region alone
    /// if it says the zone that this table knows it in: the same zone must not be two.
    public AnnounceRequest labelled(AnnounceRequest request, PeerEndpoint asker) {
        if (levels.isEmpty()) {
            return request;
        }
        var extras = request.extras();
        var said = extras.labels();
        var labels = said.region().isEmpty() ? said.orElse(labels(asker)) : said;
        return labels.equals(said)
                ? request
                : request.withExtras(new AnnounceExtras(labels, extras.draining(), extras.token()));
    }
}
