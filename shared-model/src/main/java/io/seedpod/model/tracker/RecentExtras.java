package io.seedpod.model.tracker;

import org.jspecify.annotations.Nullable;

/// What the texts that were read last say: peers say the same at each announce. 1,024 texts of at
/// most 255 characters.
///
/// Several threads may use it: entries never change, and where two race for a place, one of them is
/// read again some other time.
final class RecentExtras {
    private static final int PLACES = 1_024;

    /// Texts that are much alike hash much alike; by the golden ratio they come far apart.
    private static final int SPREAD = 0x9E3779B9;
    private static final int LONGEST = 255;

    private record Entry(String text, AnnounceExtras extras) {}

    private final @Nullable Entry[] places = new Entry[PLACES];

    /// What a text says, by looking it up or by reading it.
    AnnounceExtras of(String text) {
        if (text.length() > LONGEST) {
            return AnnounceExtras.read(text);
        }
        // Two places side by side, of which the first is the later one; 512 such pairs.
        int hash = text.hashCode();
        int place = ((hash * SPREAD) >>> 23) * 2;
        var first = places[place];
        if (first != null && first.text().equals(text)) {
            return first.extras();
        }
        var second = places[place + 1];
        if (second != null && second.text().equals(text)) {
            return second.extras();
        }
        var extras = AnnounceExtras.read(text);
        places[place + 1] = first;
        places[place] = new Entry(text, extras);
        return extras;
    }
}
