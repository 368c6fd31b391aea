package io.tidemark.cli.terminal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The known words that somebody may have meant with one that is not known. Stateless.
public final class Nearest {
    /// As many letters of a word may be wrong, and of a short one fewer; more, and a guess is a guess.
    private static final int WRONG_LETTERS_MAX = 2;

    private static final int WORDS_MAX = 5;

    private Nearest() {}

    /// Known words that differ in a few letters, the nearest first.
    public static List<String> of(String word, Stream<String> known) {
        int most = Math.clamp(word.length() / 3, 1, WRONG_LETTERS_MAX);
        return known.map(candidate -> Map.entry(candidate, wrongLetters(word, candidate)))
                .filter(candidate -> candidate.getValue() <= most)
                .sorted(Comparator.comparingInt(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .limit(WORDS_MAX)
                .toList();
    }

    /// A sentence that lists the nearest words, and those that begin or end alike; all of them, when none is near.
    ///
    /// @param known not empty
    public static String sentence(String word, Collection<String> known) {
        String small = word.toLowerCase(Locale.ROOT);
        List<String> near = Stream.concat(
                        of(small, known.stream()).stream(),
                        known.stream().filter(candidate -> small.length() > 2 && isPart(small, candidate)))
                .distinct()
                .limit(WORDS_MAX)
                .toList();
        return near.isEmpty()
                ? "There are: " + String.join(", ", known) + "."
                : "Did you mean " + String.join(", ", near) + "?";
    }

    private static boolean isPart(String word, String candidate) {
        String small = candidate.toLowerCase(Locale.ROOT);
        return small.contains(word) || (small.length() > 2 && word.contains(small));
    }

    /// How many letters must be put in, left out, replaced, or swapped with their neighbour.
    private static int wrongLetters(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
