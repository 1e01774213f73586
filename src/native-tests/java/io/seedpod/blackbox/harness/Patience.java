package io.seedpod.blackbox.harness;

import java.time.Duration;

/// The longest that anything here waits for a program.
///
/// Unlimited as a rule: timeouts are for what never comes, and a slow machine is no failure. Where
/// every test is to fail, the system property `seedpod.patience` (`PT3S`) makes that quick.
public final class Patience {
    public static final String PROPERTY = "seedpod.patience";

    private Patience() {}

    /// The time asked for, or less where patience is short.
    public static Duration atMost(Duration wanted) {
        var told = System.getProperty(PROPERTY, "");
        if (told.isEmpty()) {
            return wanted;
        }
        var longest = Duration.parse(told);
        return wanted.compareTo(longest) < 0 ? wanted : longest;
    }

    static int millis(Duration wanted) {
        return Math.toIntExact(atMost(wanted).toMillis());
    }
}
