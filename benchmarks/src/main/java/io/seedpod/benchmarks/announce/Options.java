package io.seedpod.benchmarks.announce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What `run-announce` was told.
///
/// @param announces over UDP in a closed loop
/// @param httpAnnounces over HTTP in a closed loop
/// @param perSecond announces over UDP in the open loop
/// @param only names of trackers; empty = the rival, and ours with batches
/// @param told the options as given
record Options(
        Path checkout,
        int rounds,
        long announces,
        long httpAnnounces,
        int perSecond,
        int openSeconds,
        Load.Plan plan,
        List<String> only,
        Optional<Path> output,
        String told) {
    static Options of(String[] arguments) throws IOException {
        int rounds = 3;
        long announces = 500_000;
        long httpAnnounces = 120_000;
        int perSecond = 20_000;
        int openSeconds = 8;
        int peers = 1_000_000;
        int swarms = 10_000;
        int addresses = 8;
        int window = 128;
        List<String> only = List.of();
        Optional<Path> output = Optional.empty();
        for (int i = 2; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IOException("no value for " + arguments[i]);
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--announces" -> announces = Long.parseLong(value);
                case "--http-announces" -> httpAnnounces = Long.parseLong(value);
                case "--rate" -> perSecond = Integer.parseInt(value);
                case "--open-seconds" -> openSeconds = Integer.parseInt(value);
                case "--peers" -> peers = Integer.parseInt(value);
                case "--swarms" -> swarms = Integer.parseInt(value);
                case "--addresses" -> addresses = Integer.parseInt(value);
                case "--window" -> window = Integer.parseInt(value);
                case "--only" -> only = List.of(value.split(","));
                case "--output" -> output = Optional.of(Path.of(value));
                default -> throw new IOException("unknown option: " + arguments[i]);
            }
        }
        return new Options(
                Path.of(arguments[0]),
                rounds,
                announces,
                httpAnnounces,
                perSecond,
                openSeconds,
                new Load.Plan(peers, swarms, addresses, window),
                only,
                output,
                String.join(" ", Arrays.asList(arguments).subList(2, arguments.length)));
    }

    boolean wants(String contender) {
        return only.isEmpty() ? !contender.endsWith("-nio") : only.contains(contender);
    }

    /// What goes before a tracker's command, so that it has a core of its own: the last one. The
    /// generator is kept to the others by the script.
    List<String> pinTracker() {
        int cores = Runtime.getRuntime().availableProcessors();
        return List.of("taskset", "-c", Integer.toString(cores));
    }
}
