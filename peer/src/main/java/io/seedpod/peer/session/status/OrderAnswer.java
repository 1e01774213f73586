package io.seedpod.peer.session.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of an order.
///
/// @param trackers what each said, for orders that trackers hear of
/// @param said what else is worth knowing; of `HOLD` and `START`, `already` when it was so before
public record OrderAnswer(List<Told> trackers, @Nullable String said) {
    public static final OrderAnswer DONE = new OrderAnswer(List.of());

    public OrderAnswer(List<Told> trackers) {
        this(trackers, null);
    }

    public OrderAnswer {
        trackers = List.copyOf(trackers);
    }

    /// One tracker's answer.
    ///
    /// @param seeders and `leechers`: -1 when it did not say
    /// @param peers that it named, `address:port`
    /// @param error why there is no answer
    public record Told(
            String url, int seeders, int leechers, List<String> peers, @Nullable String error) {
        public Told {
            peers = List.copyOf(peers);
        }
    }

    /// Whether any tracker answered.
    public boolean isHeard() {
        return trackers.stream().anyMatch(told -> told.error() == null);
    }
}
