package io.seedpod.tracker.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Who may announce what.
///
/// @param onlyCatalogued whether announces of torrents that are not in the catalogue are refused
/// @param tokens one of which an announce must say; none = none is wanted
public record Admission(boolean onlyCatalogued, List<String> tokens) {
    public static final Setting ONLY_CATALOGUED =
            Setting.of(
                    "only-catalogued",
                    "true/false",
                    "false",
                    "Refuse announces of torrents that are not in the catalogue.");
    public static final Setting ANNOUNCE_TOKENS =
            Setting.secret(
                    "announce-tokens",
                    "TOKENS",
                    "One of these is wanted in every announce, as ?token=TOKEN or /announce/TOKEN in"
                            + " the tracker's address; apart by commas.",
                    "wanted of nobody");
    public static final Setting ANNOUNCE_TOKENS_FILE =
            Setting.unset(
                    "announce-tokens-file", "FILE", "The same, a token a line of a file.", "none");

    static final Area AREA =
            Area.of("Admission", ONLY_CATALOGUED, ANNOUNCE_TOKENS, ANNOUNCE_TOKENS_FILE);

    private static final int LONGEST = 128;

    public Admission {
        tokens = List.copyOf(tokens);
    }

    static Admission read(SettingReader reader) throws StartFailure {
        boolean onlyCatalogued = reader.isTrue(ONLY_CATALOGUED);
        var tokens =
                new ArrayList<>(checked(reader, ANNOUNCE_TOKENS, reader.words(ANNOUNCE_TOKENS)));
        tokens.addAll(checked(reader, ANNOUNCE_TOKENS_FILE, lines(reader)));
        return new Admission(onlyCatalogued, tokens);
    }

    private static List<String> checked(SettingReader reader, Setting setting, List<String> tokens)
            throws StartFailure {
        for (var token : tokens) {
            if (token.length() > LONGEST) {
                throw reader.wrong(setting, "tokens of at most " + LONGEST + " characters");
            }
        }
        return tokens;
    }

    private static List<String> lines(SettingReader reader) throws StartFailure {
        var file = reader.optionalText(ANNOUNCE_TOKENS_FILE);
        if (file.isEmpty()) {
            return List.of();
        }
        try (var lines = Files.lines(Path.of(file.get()))) {
            var tokens = lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
            if (tokens.isEmpty()) {
                throw reader.wrong(ANNOUNCE_TOKENS_FILE, "a file with a token a line");
            }
            return tokens;
        } catch (IOException | UncheckedIOException | InvalidPathException _) {
            throw reader.wrong(ANNOUNCE_TOKENS_FILE, "a file that can be read as text");
        }
    }
}
