package io.gavel.engine.scenario;

import java.util.Map;

/** Reads the phrases of sessions and rounds. */
final class CoursePhrases {
    private final Words words;
    private final Map<String, Object> fields;

    CoursePhrases(Words words, Map<String, Object> fields) {
        this.words = words;
        this.fields = fields;
    }

    /** The kind of a phrase that starts with {@code session}, taken. */
    String session() {
        fields.put(Field.SESSION, words.word("a session"));
        if (words.take("shifts")) {
            fields.put(Field.SHIFT, TimeText.text(words.durationNs("a duration")));
            if (words.take("by")) {
                fields.put(Field.AUCTION, words.word("an auction"));
            }
            return Kind.SHIFTED;
        }
        words.expect("is");
        fields.put(Field.PHASE, words.word("a phase"));
        while (words.take(",")) {
            if (words.take("opens", "at")) {
                fields.put(Field.OPENS, time());
            } else {
                words.expect("closes");
                fields.put(Field.ENDS, time());
            }
        }
        return Kind.SESSION;
    }

    /** The kind of a phrase that starts with a name and this verb, both taken; null: it is none of these. */
    String named(String name, String verb) {
        return switch (verb) {
            case "offers" -> offer(name);
            case Kind.ROUND -> round(name);
            default -> null;
        };
    }

    private String offer(String name) {
        fields.put(Field.ACCOUNT, name);
        fields.put(Field.PRICE, words.number("an amount"));
        if (words.take("on")) {
            fields.put(Field.AUCTION, words.word("an auction"));
        }
        return Kind.OFFER;
    }

    private String round(String name) {
        fields.put(Field.AUCTION, name);
        fields.put(Field.ROUND, words.number("a round"));
        while (words.take(",")) {
            if (words.take("turn")) {
                fields.put(Field.TURN, words.word("an account"));
            } else if (words.take("price")) {
                fields.put(Field.PRICE, words.number("a price"));
                if (words.take("by")) {
                    fields.put(Field.LEADER, words.word("a leader"));
                }
            } else {
                words.expect("ends");
                fields.put(Field.ENDS, time());
            }
        }
        return Kind.ROUND;
    }

    private String time() {
        return TimeText.text(words.timeNs("a time"));
    }
}
