package io.seedpod.peer.engine.files;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a user says about a torrent's files, before or after these are known: rules in order, of
/// which the last that fits a file holds. A file that none fits is wanted as usual.
public record FileChoice(List<Rule> rules) {
    /// More rules are not kept.
    public static final int MAX_RULES = 100;

    /// Longer patterns are refused: no path of a torrent needs one.
    public static final int MAX_PATTERN = 4096;

    /// Every file, none before another.
    public static final FileChoice ALL = new FileChoice(List.of());

    private static final String EVERYTHING = "**";

    /// One word about some files.
    ///
    /// @param pattern `7`, `0-3`, `0,2,4-6`: indexes in the torrent's list of files, pads counted,
    ///     as BEP 53 does. Anything else is a pattern with `*`, `**` and `?`: of paths if it has a
    ///     `/`, otherwise of names in whatever folder
    public record Rule(Priority priority, String pattern) {
        public Rule {
            if (pattern.isEmpty() || pattern.length() > MAX_PATTERN) {
                throw new IllegalArgumentException(
                        "file pattern of %d characters (expected: 1 to %d)"
                                .formatted(pattern.length(), MAX_PATTERN));
            }
        }

        /// `high=PATTERN`.
        public static Optional<Rule> parse(String text) {
            int equals = text.indexOf('=');
            return equals < 1 || equals + 1 == text.length() || text.length() > MAX_PATTERN
                    ? Optional.empty()
                    : Priority.parse(text.substring(0, equals))
                            .map(priority -> new Rule(priority, text.substring(equals + 1)));
        }

        public String format() {
            return priority.word() + "=" + pattern;
        }

        /// Which files it is about.
        private BitSet fitting(InfoDict info) {
            if (Indexes.isMeant(pattern)) {
                return Indexes.parse(pattern, info.files().size());
            }
            var fitting = new BitSet();
            for (int index = 0; index < info.files().size(); index++) {
                fitting.set(index, fits(info.files().get(index)));
            }
            return fitting;
        }

        private boolean fits(FileEntry file) {
            boolean isPath = pattern.indexOf('/') >= 0 || pattern.equals(EVERYTHING);
            return Glob.matches(pattern, isPath ? file.pathText() : file.path().getLast());
        }
    }

    public FileChoice {
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException(
                    "%d rules about files (expected: at most %d)"
                            .formatted(rules.size(), MAX_RULES));
        }
        rules = List.copyOf(rules);
    }

    /// These files, and no others.
    public static FileChoice only(List<String> patterns) {
        return new FileChoice(
                Stream.concat(
                                Stream.of(new Rule(Priority.SKIP, EVERYTHING)),
                                patterns.stream().map(it -> new Rule(Priority.NORMAL, it)))
                        .toList());
    }

    /// One word more. What was said about the same files before is forgotten; a word about
    /// everything leaves nothing of what was said.
    public FileChoice then(Rule rule) {
        var all = new ArrayList<>(rules);
        all.removeIf(
                it -> it.pattern().equals(rule.pattern()) || rule.pattern().equals(EVERYTHING));
        if (!rule.equals(new Rule(Priority.NORMAL, EVERYTHING))) {
            all.add(rule);
        }
        return new FileChoice(all);
    }

    /// What either wants: the other's words, but for those that say what it does not want.
    public FileChoice also(FileChoice other) {
        var all = this;
        for (Rule rule : other.rules) {
            boolean isNews = rule.priority() != Priority.SKIP && !rules.contains(rule);
            all = isNews ? all.then(rule) : all;
        }
        return all;
    }

    /// Nothing was said.
    public boolean isAll() {
        return rules.isEmpty();
    }

    /// How much each file is wanted, in the torrent's order; pads, which are part of nothing, are
    /// not.
    public List<Priority> files(InfoDict info) {
        var priorities = new ArrayList<Priority>(info.files().size());
        for (FileEntry file : info.files()) {
            priorities.add(file.pad() ? Priority.SKIP : Priority.NORMAL);
        }
        for (Rule rule : rules) {
            rule.fitting(info).stream()
                    .filter(index -> !info.files().get(index).pad())
                    .forEach(index -> priorities.set(index, rule.priority()));
        }
        return priorities;
    }
}
