package io.gavel.engine.scenario;

import java.util.Map;

/** Reads the phrases of what happens to lots beside bids: {@code alice retracted 2, frees 100}, {@code lamp rebuilt}. */
final class LotPhrases {
    private final Words words;
    private final Map<String, Object> fields;

    LotPhrases(Words words, Map<String, Object> fields) {
        this.words = words;
        this.fields = fields;
    }

    /** The kind of a phrase that starts with a name and this verb, both taken; null: it is none of these. */
    String named(String name, String verb) {
        return switch (verb) {
            case Kind.RETRACTED -> retracted(name);
            case Kind.REBUILT -> rebuilt(name);
            case Kind.OFFERED -> offered(name);
            case "accepted", "declined", "expired" -> offerEnded(name, verb);
            case "back" -> takenBack(name);
            default -> null;
        };
    }

    private String retracted(String name) {
        fields.put(Field.ACCOUNT, name);
        number(Field.COUNT);
        if (words.take(",", "frees")) {
            number(Field.FREED);
        }
        return Kind.RETRACTED;
    }

    private String rebuilt(String name) {
        fields.put(Field.AUCTION, name);
        if (words.take(",")) {
            number(Field.BIDS);
            words.expect("bids");
        }
        return Kind.REBUILT;
    }

    private String offered(String name) {
        fields.put(Field.AUCTION, name);
        words.expect("to");
        fields.put(Field.ACCOUNT, words.word("a bidder"));
        words.expect("for");
        number(Field.PRICE);
        while (words.take(",")) {
            if (words.take("until")) {
                fields.put(Field.ENDS, TimeText.text(words.timeNs("a time")));
            } else {
                words.expect("premium");
                number(Field.PREMIUM);
            }
        }
        return Kind.OFFERED;
    }

    private String offerEnded(String name, String outcome) {
        fields.put(Field.AUCTION, name);
        fields.put(Field.OUTCOME, outcome);
        words.expect("by");
        fields.put(Field.ACCOUNT, words.word("a bidder"));
        return Kind.OFFER_ENDED;
    }

    private String takenBack(String name) {
        fields.put(Field.AUCTION, name);
        words.expect("from");
        fields.put(Field.ACCOUNT, words.word("a winner"));
        while (words.take(",")) {
            switch (words.word("`hammer`, `premium` or `commission`")) {
                case "hammer" -> number(Field.HAMMER);
                case "premium" -> number(Field.PREMIUM);
                case "commission" -> number(Field.COMMISSION);
                default -> throw words.unexpected("`hammer`, `premium` or `commission` before this");
            }
        }
        return Kind.TAKEN_BACK;
    }

    private void number(String field) {
        fields.put(field, words.number("a number"));
    }
}
