package io.seedpod.peer.session.request;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.engine.files.FileChoice.Rule;
import io.seedpod.peer.engine.files.Priority;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.ArrayList;
import java.util.List;

/// Choices of files as users and other processes write them: `high=*.bin`, one rule a text.
public final class FileChoices {
    private static final int INDEXES_IN_A_RULE = 100;

    private FileChoices() {}

    /// Later texts go before earlier ones.
    public static FileChoice parse(List<String> texts) {
        return add(FileChoice.ALL, texts);
    }

    /// What was chosen, and then these.
    public static FileChoice add(FileChoice before, List<String> texts) {
        try {
            var choice = before;
            for (String text : texts) {
                choice = choice.then(rule(text));
            }
            return choice;
        } catch (IllegalArgumentException e) {
            throw new SessionException(Trouble.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Rule rule(String text) {
        return Rule.parse(text)
                .orElseThrow(
                        () ->
                                new SessionException(
                                        Trouble.USAGE,
                                        "files %s (expected: PRIORITY=PATTERN, PRIORITY being high, normal, low or skip)"
                                                .formatted(text)));
    }

    /// As a user gives them with `--only` and `--priority`.
    public static FileChoice of(List<String> only, List<String> priorities) {
        var texts = new ArrayList<String>();
        if (!only.isEmpty()) {
            texts.addAll(only(only));
        }
        texts.addAll(priorities);
        return parse(texts);
    }

    /// The texts that mean these and no others.
    public static List<String> only(List<String> patterns) {
        var texts = new ArrayList<String>();
        texts.add(Priority.SKIP.word() + "=**");
        patterns.forEach(pattern -> texts.add(Priority.NORMAL.word() + "=" + pattern));
        return texts;
    }

    /// What a magnet link selects, in few rules.
    public static FileChoice linked(List<String> indexes) {
        var patterns = new ArrayList<String>();
        for (int from = 0; from < indexes.size(); from += INDEXES_IN_A_RULE) {
            int to = Math.min(indexes.size(), from + INDEXES_IN_A_RULE);
            patterns.add(String.join(",", indexes.subList(from, to)));
        }
        return parse(only(patterns));
    }

    public static List<String> format(FileChoice choice) {
        return choice.rules().stream().map(Rule::format).toList();
    }

    /// Refuses a choice that leaves nothing of a torrent.
    public static void requireAny(InfoDict info, FileChoice choice) {
        if (choice.files(info).stream().allMatch(it -> it == Priority.SKIP)) {
            throw new SessionException(
                    Trouble.USAGE,
                    "no file of %s is wanted: %s (`peer info` lists them)"
                            .formatted(info.name(), String.join(" ", format(choice))));
        }
    }
}
