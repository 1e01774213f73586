package io.seedpod.tracker.frontend.udp;

import java.util.Arrays;

/// Allows each address one error a second, so that nobody can have us shower a third party.
/// Addresses that share a place in the table share its budget. One thread.
final class ErrorBudget {
    private static final int PLACES = 4_096;

    private final long[] spentSecond = new long[PLACES];

    ErrorBudget() {
        Arrays.fill(spentSecond, Long.MIN_VALUE);
    }

    boolean allows(long high, long low, long nowSeconds) {
        long mixed = (high ^ low) * 0x9e3779b97f4a7c15L;
        int place = (int) (mixed >>> 52);
        if (spentSecond[place] == nowSeconds) {
            return false;
        }
        spentSecond[place] = nowSeconds;
        return true;
    }
}
