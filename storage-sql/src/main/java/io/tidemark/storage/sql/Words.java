package io.tidemark.storage.sql;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/// Sets of words in one column: each word followed by a line feed, in order. A line feed or backslash inside a
/// word is escaped with a backslash.
final class Words {
    private Words() {}

    static String join(Collection<String> words) {
        StringBuilder text = new StringBuilder();
        for (String word : new TreeSet<>(words)) {
            text.append(word.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        }
        return text.toString();
    }

    static Set<String> split(String text) {
        Set<String> words = new LinkedHashSet<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                words.add(word.toString());
                word.setLength(0);
            } else if (c == '\\') {
                i++;
                word.append(text.charAt(i) == 'n' ? '\n' : '\\');
            } else {
                word.append(c);
            }
        }
        return words;
    }
}
