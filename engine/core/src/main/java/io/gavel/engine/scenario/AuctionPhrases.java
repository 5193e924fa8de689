package io.gavel.engine.scenario;

import java.util.Map;

/** Reads the phrases of auctions where there are awards, hidden bids or a clock. */
final class AuctionPhrases {
    private final Words words;
    private final Map<String, Object> fields;

    AuctionPhrases(Words words, Map<String, Object> fields) {
        this.words = words;
        this.fields = fields;
    }

    /** The kind of a phrase that starts with a name and this verb, both taken; null: it is none of these. */
    String named(String name, String verb) {
        return switch (verb) {
            case Kind.FREED -> released(name);
            case "covers" -> held(name);
            case "awards" -> awarded(name);
            case Kind.ENDED -> ended(name);
            case "shows" -> clock(name);
            default -> null;
        };
    }

    private String held(String name) {
        fields.put(Field.ACCOUNT, name);
        number(Field.HOLD);
        return Kind.HELD;
    }

    private String released(String name) {
        fields.put(Field.ACCOUNT, name);
        number(Field.FREED);
        if (!words.isAtEnd()) {
            fields.put(Field.REASON, words.word("a reason"));
        }
        return Kind.FREED;
    }

    private String awarded(String name) {
        fields.put(Field.AUCTION, name);
        number(Field.QTY);
        words.expect("to");
        fields.put(Field.WINNER, words.word("a winner"));
        words.expect("at");
        number(Field.PRICE);
        while (words.take(",")) {
            switch (words.word("`hammer`, `premium`, `commission` or `frees`")) {
                case "hammer" -> number(Field.HAMMER);
                case "premium" -> number(Field.PREMIUM);
                case "commission" -> number(Field.COMMISSION);
                case "frees" -> number(Field.FREED);
                default -> throw words.unexpected("`hammer`, `premium`, `commission` or `frees` before this");
            }
        }
        return Kind.AWARDED;
    }

    private String ended(String name) {
        fields.put(Field.AUCTION, name);
        fields.put(Field.OUTCOME, words.word("`sold`, `unsold` or `canceled`"));
        if (words.take("to")) {
            fields.put(Field.WINNER, words.word("a winner"));
        }
        while (words.take(",")) {
            if (words.take("at")) {
                number(Field.PRICE);
            } else {
                count();
            }
        }
        return Kind.ENDED;
    }

    /** How many units were sold, or awards made. */
    private void count() {
        Object number = words.number("a count");
        if (words.take("units")) {
            fields.put(Field.QTY, number);
        } else {
            words.expect("awards");
            fields.put(Field.COUNT, number);
        }
    }

    private String clock(String name) {
        fields.put(Field.AUCTION, name);
        number(Field.PRICE);
        while (words.take(",")) {
            if (words.take("falls")) {
                fields.put(Field.NEXT, time());
            } else if (words.take("ends")) {
                fields.put(Field.ENDS, time());
            } else {
                left();
            }
        }
        return Kind.CLOCK;
    }

    /** How many units are left, or were the bids. */
    private void left() {
        Object number = words.number("a count");
        if (words.take("left")) {
            fields.put(Field.LEFT, number);
        } else {
            words.expect("bids");
            fields.put(Field.BIDS, number);
        }
    }

    private void number(String field) {
        fields.put(field, words.number("a number"));
    }

    private String time() {
        return TimeText.text(words.timeNs("a time"));
    }
}
