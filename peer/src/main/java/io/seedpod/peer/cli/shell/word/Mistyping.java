package io.seedpod.peer.cli.shell.word;

/// How far what was typed is from what may have been meant.
final class Mistyping {
    private Mistyping() {}

    /// Letters that are missing, too many or wrong, and neighbours that changed places: each counts
    /// one (the distance of Damerau and Levenshtein, without edits inside a swap).
    static int letters(String typed, String meant) {
        var steps = new int[typed.length() + 1][meant.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= meant.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : best(steps, typed, meant, i, j);
            }
        }
        return steps[typed.length()][meant.length()];
    }

    private static int best(int[][] steps, String typed, String meant, int i, int j) {
        int wrong = typed.charAt(i - 1) == meant.charAt(j - 1) ? 0 : 1;
        int best =
                Math.min(
                        steps[i - 1][j - 1] + wrong,
                        1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean isSwap =
                i > 1
                        && j > 1
                        && typed.charAt(i - 1) == meant.charAt(j - 2)
                        && typed.charAt(i - 2) == meant.charAt(j - 1);
        return isSwap ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }
}
