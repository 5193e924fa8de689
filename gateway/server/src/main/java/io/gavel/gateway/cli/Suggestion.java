package io.gavel.gateway.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What somebody may have meant who mistyped an option or a command. */
final class Suggestion {
    private static final int MOST_TYPOS = 2;

    private Suggestion() {}

    /** The option or command closest to the first argument that was not understood; empty where none is close. */
    static String of(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return "";
        }
        String word = unmatched.getUnmatched().get(0).split("=", 2)[0];
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        return closest(
                word,
                word.startsWith("-")
                        ? spec.optionsMap().keySet()
                        : List.copyOf(spec.subcommands().keySet()));
    }

    /** The end of a complaint: {@code ; did you mean …?}, or nothing where nothing is close. */
    static String question(String closest) {
        return closest.isEmpty() ? "" : "; did you mean " + closest + "?";
    }

    static String closest(String word, Collection<String> known) {
        String best = "";
        int fewest = MOST_TYPOS + 1;
        for (String candidate : known) {
            int typos = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (typos < fewest) {
                fewest = typos;
                best = candidate;
            }
        }
        return best;
    }

    /** Letters to add, drop, replace or swap with the next. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        boolean isSame = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(cost[i - 1][j - 1] + (isSame ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean isSwap = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return isSwap ? Math.min(best, 1 + cost[i - 2][j - 2]) : best;
    }
}
