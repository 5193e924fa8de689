package io.gavel.engine.scenario;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the phrases that a line expects: events. Checks of the state are {@link StateCheck}'s. */
final class PhraseParser {
    private final Words words;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final BookPhrases book;
    private final AuctionPhrases auctions;
    private final CoursePhrases course;
    private final LotPhrases lots;

    private PhraseParser(String text) {
        this.words = new Words(text);
        this.book = new BookPhrases(words, fields);
        this.auctions = new AuctionPhrases(words, fields);
        this.course = new CoursePhrases(words, fields);
        this.lots = new LotPhrases(words, fields);
    }

    static Phrase parse(String text) {
        PhraseParser parser = new PhraseParser(text);
        if (TimeText.isTime(parser.words.peek(0))) {
            parser.fields.put(Field.TIME, parser.time());
        }
        String kind = parser.phrase();
        parser.words.end();
        return new Phrase(kind, Collections.unmodifiableMap(parser.fields), text);
    }

    private String phrase() {
        String first = words.word("an event");
        switch (first) {
            case Kind.ACCEPTED:
                return accepted();
            case Kind.PRICE:
                return state();
            case "closes":
                return extended();
            case Kind.REJECTED:
                return rejected();
            case Kind.BOUGHT:
                words.expect("for");
                number(Field.PRICE);
                return Kind.BOUGHT;
            case Kind.TRADE:
                return trade();
            case Kind.CANCELED:
                return canceled();
            case Kind.BALANCE:
                return balance();
            case Kind.CREATED:
                return Kind.CREATED;
            case "rule":
                words.expect("set");
                number(Field.RULE_SET);
                return Kind.RULE_SET;
            case "as":
                return duplicate();
            case Kind.SESSION:
                return course.session();
            default:
                String kind = book.startingWith(first);
                return kind == null ? named(first) : kind;
        }
    }

    private String named(String name) {
        String verb = words.word("a verb");
        if (verb.equals(Kind.OUTBID)) {
            fields.put(Field.ACCOUNT, name);
            return outbid();
        }
        String ofBook = book.named(name, verb);
        String ofAuction = ofBook == null ? auctions.named(name, verb) : ofBook;
        String ofCourse = ofAuction == null ? course.named(name, verb) : ofAuction;
        String kind = ofCourse == null ? lots.named(name, verb) : ofCourse;
        if (kind != null) {
            return kind;
        }
        fields.put(Field.AUCTION, name);
        switch (verb) {
            case "opens":
                return opened();
            case Kind.PRICE:
                return state();
            case "closes":
                return extended();
            case "sold":
                words.expect("to");
                fields.put(Field.WINNER, words.word("a winner"));
                words.expect("for");
                number(Field.PRICE);
                return closed("sold");
            case "unsold":
                return closed("unsold");
            case Kind.CANCELED:
                return closed("canceled");
            default:
                throw words.unexpected("an event before this");
        }
    }

    private String accepted() {
        while (words.take(",")) {
            if (words.take("price")) {
                number(Field.PRICE);
                leader();
            } else if (words.take("holds")) {
                number(Field.HOLD);
            } else {
                stateField();
            }
        }
        return Kind.ACCEPTED;
    }

    private String state() {
        if (words.take("none")) {
            fields.put(Field.PRICE, "none");
        } else {
            number(Field.PRICE);
        }
        leader();
        while (words.take(",")) {
            stateField();
        }
        return Kind.PRICE;
    }

    private void leader() {
        if (words.take("by")) {
            fields.put(Field.LEADER, words.word("a leader"));
        }
    }

    private void stateField() {
        if (words.take("next")) {
            number(Field.NEXT);
        } else if (words.take("ends")) {
            fields.put(Field.ENDS, time());
        } else if (words.take("no", "end")) {
            fields.put(Field.ENDS, EventReader.NEVER);
        } else if (words.take("reserve", "met")) {
            fields.put(Field.RESERVE, "met");
        } else if (words.take("reserve", "not", "met")) {
            fields.put(Field.RESERVE, "not met");
        } else {
            number(Field.BIDS);
            words.expect("bids");
        }
    }

    private String opened() {
        while (words.take(",")) {
            stateField();
        }
        return Kind.OPENED;
    }

    private String extended() {
        fields.put(Field.ENDS, time());
        return Kind.EXTENDED;
    }

    private String rejected() {
        fields.put(Field.CODE, words.word("a code"));
        if (words.take("(")) {
            String word = words.word("a bound");
            while (!words.peek(0).equals(")")) {
                word = words.word("a closing bracket");
            }
            fields.put(Field.BOUND, bound(word));
            words.expect(")");
        }
        return Kind.REJECTED;
    }

    private static Object bound(String word) {
        if (TimeText.isTime(word)) {
            return TimeText.text(TimeText.timeNs(word));
        }
        return Character.isLetter(word.charAt(0)) ? word : decimal(word);
    }

    private static BigDecimal decimal(String word) {
        try {
            return new BigDecimal(word);
        } catch (NumberFormatException e) {
            throw new ScenarioException("expected a bound before the closing bracket, found=" + word);
        }
    }

    private String outbid() {
        if (words.take("at")) {
            number(Field.PRICE);
        }
        if (words.take("on")) {
            fields.put(Field.AUCTION, words.word("an auction"));
        }
        if (words.take(",", "frees")) {
            number(Field.FREED);
        }
        return Kind.OUTBID;
    }

    private String closed(String outcome) {
        fields.put(Field.OUTCOME, outcome);
        if (words.take(",", "frees")) {
            number(Field.FREED);
        }
        return Kind.CLOSED;
    }

    private String trade() {
        number(Field.QTY);
        words.expect("at");
        number(Field.PRICE);
        book.owner(Field.BUYER, Field.BUY_ORDER);
        if (words.take("with")) {
            String maker = words.word("whom with");
            if (maker.endsWith("'s")) {
                maker = maker.substring(0, maker.length() - 2);
                fields.put(Field.ORDER, words.word("the id of an order"));
            }
            fields.put(Field.ACCOUNT, maker);
        }
        return Kind.TRADE;
    }

    private String canceled() {
        number(Field.QTY);
        if (!words.isAtEnd() && !words.peek(0).equals("of")) {
            fields.put(Field.REASON, words.word("a reason"));
        }
        book.owner(Field.ACCOUNT, Field.ORDER_ID);
        return Kind.CANCELED;
    }

    private String balance() {
        number(Field.TOTAL);
        if (!words.isAtEnd() && !words.peek(0).equals(",")) {
            fields.put(Field.ASSET, words.word("an asset"));
        }
        if (words.take(",", "held")) {
            number(Field.HELD);
        }
        return Kind.BALANCE;
    }

    private String duplicate() {
        words.expect("before", ":");
        String of = phrase();
        fields.put(Field.OF, of);
        return Kind.DUPLICATE;
    }

    private void number(String field) {
        fields.put(field, words.number("a number"));
    }

    private String time() {
        return TimeText.text(words.timeNs("a time"));
    }
}
