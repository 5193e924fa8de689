package io.gavel.engine.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A phrase, word by word. Words are separated by white space; a comma, a closing colon and brackets are words.
 *
 * <p>The reader asks for what it expects; what is not there is a {@link ScenarioException} that names it.
 */
final class Words {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private int next;

    Words(String text) {
        this.text = text;
        for (String word : text.replace("(", " ( ").replace(")", " ) ").strip().split("\\s+")) {
            split(word);
        }
    }

    private void split(String word) {
        if (word.length() > 1 && (word.endsWith(",") || word.endsWith(":"))) {
            split(word.substring(0, word.length() - 1));
            words.add(word.substring(word.length() - 1));
        } else if (!word.isEmpty()) {
            words.add(word);
        }
    }

    String text() {
        return text;
    }

    boolean isAtEnd() {
        return next == words.size();
    }

    /** The word {@code ahead} of the next one; empty behind the end. */
    String peek(int ahead) {
        return next + ahead < words.size() ? words.get(next + ahead) : "";
    }

    String last() {
        return words.get(words.size() - 1);
    }

    /** Takes the words if they are next. */
    boolean take(String... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (!peek(i).equals(expected[i])) {
                return false;
            }
        }
        next += expected.length;
        return true;
    }

    void expect(String... expected) {
        if (!take(expected)) {
            throw unexpected("`" + String.join(" ", expected) + "`");
        }
    }

    String word(String meaning) {
        if (isAtEnd()) {
            throw unexpected(meaning);
        }
        return words.get(next++);
    }

    BigDecimal number(String meaning) {
        String word = word(meaning);
        try {
            return new BigDecimal(word);
        } catch (NumberFormatException e) {
            next--;
            throw unexpected(meaning);
        }
    }

    long whole(String meaning) {
        return number(meaning).longValueExact();
    }

    long timeNs(String meaning) {
        String word = word(meaning);
        if (!TimeText.isTime(word)) {
            next--;
            throw unexpected(meaning + " HH:MM:SS");
        }
        return TimeText.timeNs(word);
    }

    long durationNs(String meaning) {
        String word = word(meaning);
        if (!TimeText.isDuration(word)) {
            next--;
            throw unexpected(meaning + " such as 30s, 5m, 24h");
        }
        return TimeText.durationNs(word);
    }

    void end() {
        if (!isAtEnd()) {
            throw unexpected("the end");
        }
    }

    ScenarioException unexpected(String expected) {
        String found = isAtEnd() ? "the end" : "`" + words.get(next) + "`";
        return new ScenarioException("expected " + expected + ", found=" + found + ", text=" + text);
    }
}
