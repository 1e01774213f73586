package io.seedpod.benchmarks.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the user asked for.
///
/// @param mebibytes size of the file
/// @param leechers programs that fetch it at once
/// @param pairs names of the pairs; empty = all that can run in reasonable time
/// @param output path of the report; empty = in `benchmarks/results`
/// @param told the options as they were written
record Options(
        int mebibytes,
        int rounds,
        int pieceKibibytes,
        int leechers,
        List<String> pairs,
        String output,
        String told) {
    static final String USAGE =
            """
            usage: benchmarks/run-transfer [--size MIB] [--rounds N] [--piece KIB] [--leechers N] [--pairs a,b,...] [--output FILE]
              --size      size of the file in MiB (default 1024)
              --rounds    rounds; in each every pair runs once (default 3)
              --piece     piece length in KiB (default 1024)
              --leechers  how many fetch it from the one seeder at once, 1 to 16 (default 1)
              --pairs     of rtorrent, aria2, libtorrent, ours-jvm, ours-native, and only if named transmission (it takes
                          minutes), ours-jvm-16k, ours-native-16k (no requests above 16 KiB); default: all that are built and installed
              --output    report (default benchmarks/results/DATE-transfer.md, of several leechers DATE-transfer-to-N.md)
            """;

    private static final List<String> NUMBERS =
            List.of("--size", "--rounds", "--piece", "--leechers");
    private static final int MOST_LEECHERS = 16;

    /// Empty when the words are not understood.
    static Optional<Options> parse(List<String> words) {
        Map<String, Integer> numbers =
                new HashMap<>(
                        Map.of("--size", 1024, "--rounds", 3, "--piece", 1024, "--leechers", 1));
        var pairs = new ArrayList<String>();
        var output = "";
        try {
            for (int i = 0; i < words.size(); i += 2) {
                if (i + 1 == words.size()) {
                    return Optional.empty();
                }
                var value = words.get(i + 1);
                switch (words.get(i)) {
                    case "--pairs" -> pairs.addAll(List.of(value.split(",")));
                    case "--output" -> output = value;
                    case String key when NUMBERS.contains(key) -> numbers.put(key, number(value));
                    default -> {
                        return Optional.empty();
                    }
                }
            }
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        int leechers = numbers.getOrDefault("--leechers", 1);
        return leechers > MOST_LEECHERS
                ? Optional.empty()
                : Optional.of(
                        new Options(
                                numbers.getOrDefault("--size", 1),
                                numbers.getOrDefault("--rounds", 1),
                                numbers.getOrDefault("--piece", 1),
                                leechers,
                                List.copyOf(pairs),
                                output,
                                String.join(" ", words)));
    }

    /// The name of the page, where none was given.
    String pageName(String date) {
        return date + "-transfer" + (leechers == 1 ? "" : "-to-" + leechers) + ".md";
    }

    private static int number(String value) {
        int number = Integer.parseInt(value);
        if (number < 1) {
            throw new IllegalArgumentException("not positive: " + value);
        }
        return number;
    }
}
