package io.gavel.engine.scenario;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts a phrase together while an event is read: each field as a value, and as words. */
final class PhraseBuilder {
    private final String kind;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    PhraseBuilder(String kind) {
        this.kind = kind;
    }

    /** Words that carry no field. */
    PhraseBuilder say(String words) {
        if (!text.isEmpty() && !words.startsWith(",") && !words.startsWith(":") && !words.startsWith(")")) {
            text.append(' ');
        }
        text.append(words);
        return this;
    }

    PhraseBuilder field(String name, BigDecimal value) {
        fields.put(name, value);
        return say(Amounts.text(value));
    }

    PhraseBuilder field(String name, String value) {
        fields.put(name, value);
        return say(value);
    }

    /** A field that the text does not show. */
    PhraseBuilder silent(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    Phrase build() {
        return new Phrase(kind, Collections.unmodifiableMap(fields), text.toString());
    }
}
