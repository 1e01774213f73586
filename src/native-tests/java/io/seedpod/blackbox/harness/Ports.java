package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for programs that are to be told one; wherever possible they are told 0.
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int AFTER_LAST = 30_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /// One that is free now, for TCP and UDP, and outside the range that the kernel gives away: so
    /// that nobody's connection has it while the program that was told it has ended for a moment.
    /// None is given twice.
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port);
                var _ = new DatagramSocket(port)) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /// The option with port 0, unless it is among the arguments.
    static List<String> anyUnless(List<String> arguments, String option) {
        return arguments.contains(option) ? List.of() : List.of(option, "0");
    }
}
