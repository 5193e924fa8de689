package io.gavel.engine.scenario;

import java.util.Map;

/** Reads the phrases of orders that change, of calls, and of what the venue sets. */
final class BookPhrases {
    private final Words words;
    private final Map<String, Object> fields;

    BookPhrases(Words words, Map<String, Object> fields) {
        this.words = words;
        this.fields = fields;
    }

    /** The kind of a phrase that starts with this word, which was taken; null: it is none of these. */
    String startingWith(String first) {
        switch (first) {
            case Kind.REPLACED, Kind.TRIGGERED -> {
                return changed(first);
            }
            case Kind.PREVENTED -> {
                return prevented();
            }
            case Kind.INDICATIVE, Kind.UNCROSSED -> {
                return print(first);
            }
            case "mass" -> {
                return massCanceled();
            }
            case "cancels" -> {
                return cancelAllAfter();
            }
            case Kind.APPLIED -> {
                return Kind.APPLIED;
            }
            default -> {
                return null;
            }
        }
    }

    /** The kind of a phrase that starts with a name and this verb, both taken; null: it is none of these. */
    String named(String name, String verb) {
        switch (verb) {
            case "goes" -> {
                words.expect("to");
                fields.put(Field.INSTRUMENT, name);
                fields.put(Field.PHASE, words.word("a phase"));
                return Kind.PHASE;
            }
            case "blocked", "unblocked" -> {
                fields.put(Field.ACCOUNT, name);
                fields.put(Field.BLOCKED, verb);
                return Kind.BLOCKED;
            }
            default -> {
                return null;
            }
        }
    }

    /** Whose order it was, where the phrase says so: {@code of alice's a1}. */
    void owner(String account, String order) {
        if (words.take("of")) {
            owned(account, order);
        }
    }

    private void owned(String account, String order) {
        String name = words.word("whose");
        if (name.endsWith("'s")) {
            fields.put(account, name.substring(0, name.length() - 2));
            fields.put(order, words.word("the id of an order"));
        } else {
            fields.put(account, name);
        }
    }

    private String changed(String kind) {
        fields.put(Field.QTY, words.number("a quantity"));
        if (words.take("at")) {
            fields.put(Field.PRICE, words.number("a price"));
        }
        if (words.take(",")) {
            fields.put(Field.LEFT, words.number("a quantity"));
            words.expect("left");
        }
        owner(Field.ACCOUNT, Field.ORDER_ID);
        return kind;
    }

    private String prevented() {
        fields.put(Field.QTY, words.number("a quantity"));
        words.expect("at");
        fields.put(Field.PRICE, words.number("a price"));
        if (words.take("with")) {
            fields.put(Field.ORDER, words.word("the id of an order"));
        }
        return Kind.PREVENTED;
    }

    private String print(String kind) {
        fields.put(Field.QTY, words.number("a quantity"));
        if (words.take("at")) {
            fields.put(Field.PRICE, words.number("a price"));
        } else {
            fields.put(Field.PRICE, "none");
        }
        if (words.take(",", "surplus")) {
            fields.put(Field.SURPLUS, words.number("a quantity"));
            if (!words.isAtEnd()) {
                fields.put(Field.SIDE, words.word("`buy` or `sell`"));
            }
        }
        return kind;
    }

    private String massCanceled() {
        words.expect("canceled");
        fields.put(Field.COUNT, words.number("a count"));
        if (!words.isAtEnd()) {
            fields.put(Field.REASON, words.word("a reason"));
        }
        return Kind.MASS_CANCELED;
    }

    private String cancelAllAfter() {
        words.expect("all");
        if (words.take("at")) {
            fields.put(Field.ENDS, TimeText.text(words.timeNs("a time")));
        } else {
            words.expect("never");
            fields.put(Field.ENDS, EventReader.NEVER);
        }
        return Kind.CANCEL_ALL_AFTER;
    }
}
