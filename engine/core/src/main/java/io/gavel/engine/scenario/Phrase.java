package io.gavel.engine.scenario;

import java.math.BigDecimal;
import java.util.Map;

/**
 * One event, expected or seen: what kind it is, and what is said of it.
 *
 * @param kind the word it starts with, or a name for it
 * @param fields what is said: numbers as {@link BigDecimal}, anything else as text
 * @param text as a scenario would write it
 */
record Phrase(String kind, Map<String, Object> fields, String text) {
    /** Whether the event seen is of this kind and has all that is said here; it may have more. */
    boolean covers(Phrase seen) {
        return kind.equals(seen.kind)
                && fields.entrySet().stream()
                        .allMatch(field -> isSame(field.getValue(), seen.fields.get(field.getKey())));
    }

    private static boolean isSame(Object expected, Object seen) {
        return expected instanceof BigDecimal number && seen instanceof BigDecimal other
                ? number.compareTo(other) == 0
                : expected.equals(seen);
    }

    @Override
    public String toString() {
        return text;
    }
}
