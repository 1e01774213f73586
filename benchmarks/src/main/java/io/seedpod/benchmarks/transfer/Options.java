package io.seedpod.benchmarks.transfer;

import java.util.List;
import java.util.Optional;

/// What the user asked for.
///
/// @param mebibytes size of the file
/// @param pairs names of the pairs; empty = all that can run
/// @param output path of the report; empty = in `benchmarks/results`
/// @param told the options as they were written
record Options(
        int mebibytes,
        int rounds,
        int pieceKibibytes,
        List<String> pairs,
        String output,
        String told) {
    static final String USAGE =
            """
            usage: benchmarks/run-transfer [--size MIB] [--rounds N] [--piece KIB] [--pairs a,b,...] [--output FILE]
              --size    size of the file in MiB (default 1024)
              --rounds  rounds; in each every pair runs once (default 3)
              --piece   piece length in KiB (default 1024)
              --pairs   of aria2, transmission, ours-jvm, ours-native (default: all that are built)
              --output  report (default benchmarks/results/DATE-transfer.md)
            """;

    /// Empty when the words are not understood.
    static Optional<Options> parse(List<String> words) {
        var options = new Options(1024, 3, 1024, List.of(), "", String.join(" ", words));
        try {
            for (int i = 0; i + 1 < words.size(); i += 2) {
                options = options.with(words.get(i), words.get(i + 1));
            }
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return words.size() % 2 == 0 ? Optional.of(options) : Optional.empty();
    }

    private Options with(String key, String value) {
        return switch (key) {
            case "--size" ->
                    new Options(number(value), rounds, pieceKibibytes, pairs, output, told);
            case "--rounds" ->
                    new Options(mebibytes, number(value), pieceKibibytes, pairs, output, told);
            case "--piece" -> new Options(mebibytes, rounds, number(value), pairs, output, told);
            case "--pairs" ->
                    new Options(
                            mebibytes,
                            rounds,
                            pieceKibibytes,
                            List.of(value.split(",")),
                            output,
                            told);
            case "--output" -> new Options(mebibytes, rounds, pieceKibibytes, pairs, value, told);
            default -> throw new IllegalArgumentException("unknown option " + key);
        };
    }

    private static int number(String value) {
        int number = Integer.parseInt(value);
        if (number < 1) {
            throw new IllegalArgumentException("not positive: " + value);
        }
        return number;
    }
}
