package io.seedpod.peer.cli.text;

import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// Pieces as people name them: `0-3,7`, `even`, `odd`, `all`.
public final class PieceRuns {
    /// Every piece.
    public static final IntPredicate ALL = _ -> true;

    private static final Pattern RUN = Pattern.compile("(\\d{1,8})(?:-(\\d{1,8}))?");

    private PieceRuns() {}

    /// Which pieces are meant; fails when the text names none.
    public static IntPredicate parse(String text) {
        return switch (text) {
            case "all" -> ALL;
            case "even" -> piece -> piece % 2 == 0;
            case "odd" -> piece -> piece % 2 == 1;
            default -> runs(text)::get;
        };
    }

    private static BitSet runs(String text) {
        var pieces = new BitSet();
        for (var run : text.split(",", -1)) {
            var match = RUN.matcher(run.strip());
            if (!match.matches()) {
                throw wrong(text);
            }
            var first = Integer.parseInt(match.group(1));
            var last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
            if (last < first) {
                throw wrong(text);
            }
            pieces.set(first, last + 1);
        }
        return pieces;
    }

    private static SessionException wrong(String text) {
        return new SessionException(
                Trouble.USAGE,
                "pieces %s (expected: such as 0-3,7 or even, odd, all)".formatted(text));
    }
}
