package io.tidemark.cli.csv;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why an entry was not taken over. Immutable.
///
/// @param entry the entry
/// @param field the field that is to blame; empty when it is none, or several
/// @param sentence what a person can act on
/// @param <E> what the entries are
record Refusal<E extends Entry>(E entry, String field, String sentence) {
    /// How the rules of the types begin their sentences.
    private static final Pattern NAMED = Pattern.compile("^The field ([a-z0-9_]+)");

    /// A refusal in the words of a rule, which name the field.
    static <E extends Entry> Refusal<E> byRule(E entry, String sentence) {
        Matcher named = NAMED.matcher(sentence);
        return new Refusal<>(
                entry,
                Optional.of(named)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .orElse(""),
                sentence);
    }

    /// Leaves the reading of an entry; never leaves the package.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String field;
        private final String sentence;

        Refused(String field, String sentence) {
            super(sentence, null, false, false);
            this.field = field;
            this.sentence = sentence;
        }

        String field() {
            return field;
        }

        <E extends Entry> Refusal<E> of(E entry) {
            return new Refusal<>(entry, field, sentence);
        }
    }
}
