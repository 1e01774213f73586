package io.seedpod.tracker.frontend.http;

import io.seedpod.tracker.limits.ConnectionCount;

/// Counts what is not answered over HTTP. Called on event loops.
public interface HttpObserver {
    /// Looks away.
    HttpObserver NONE =
            new HttpObserver() {
                @Override
                public void onLimited() {}

                @Override
                public void onTurnedAway(ConnectionCount.Admission why) {}

                @Override
                public void onSlowHeader() {}

                @Override
                public void onHttpAnswered(long nanos) {}
            };

    /// A request was one too many of its address.
    void onLimited();

    /// A connection was closed as soon as it was made.
    void onTurnedAway(ConnectionCount.Admission why);

    /// A connection was closed because no whole header came.
    void onSlowHeader();

    /// How long an announce took, of one in so many.
    ///
    /// @param nanos from the request at hand to the reply ready to be sent
    void onHttpAnswered(long nanos);
}
