package io.gavel.engine.scenario;

import io.gavel.wire.Directory;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import java.math.BigDecimal;
import java.util.List;

/**
 * Checks what a line says of the state behind its events: {@code bob has 380}, {@code alice holds 120 usd},
 * {@code lamp is closed}, {@code book coal} with its picture.
 */
final class StateCheck {
    private static final List<String> VERBS = List.of("has", "holds", "can", "is");
    private static final String BOOK = "book";
    private static final List<String> PHASES = List.of("", "scheduled", "open", "closed", "canceled");

    private final MarketState state;
    private final Names names;

    StateCheck(MarketState state, Names names) {
        this.state = state;
        this.names = names;
    }

    /** Whether a phrase speaks of the state rather than of an event. */
    static boolean isOne(String phrase) {
        Words words = new Words(phrase);
        return words.peek(0).equals(BOOK) || VERBS.contains(words.peek(1));
    }

    /** What is the case instead, or null if the phrase is true. */
    String difference(String phrase, List<String> picture) {
        Words words = new Words(phrase);
        if (words.take(BOOK)) {
            return book(words, picture);
        }
        String name = words.word("a name");
        return words.take("is") ? auction(name, words) : money(name, words);
    }

    private String book(Words words, List<String> picture) {
        Directory.Instrument instrument = names.instrument(words.word("an instrument"));
        List<String> expected = words.take("is", "empty") ? List.of("-----") : Ladder.parse(picture);
        words.end();
        List<String> drawn = Ladder.draw(state, names, instrument);
        return drawn.equals(expected)
                ? null
                : "book " + instrument.name() + "\n    | " + String.join("\n    | ", drawn);
    }

    private String money(String name, Words words) {
        String verb = words.word("a verb");
        if (verb.equals("can")) {
            words.expect("spend");
        }
        StringBuilder found = new StringBuilder();
        boolean isRight = true;
        do {
            BigDecimal expected = words.number("an amount");
            boolean isNamed = !words.isAtEnd() && !words.peek(0).equals("and");
            Directory.Asset asset = isNamed ? names.asset(words.word("an asset")) : names.defaultAsset();
            MarketState.Balance balance = state.balance(names.account(name), asset.id());
            BigDecimal actual = Amounts.number(amount(verb, balance), asset.decimals());
            isRight &= actual.compareTo(expected) == 0;
            found.append(found.isEmpty() ? "" : " and ")
                    .append(Amounts.text(actual))
                    .append(' ')
                    .append(asset.name());
        } while (words.take("and"));
        words.end();
        return isRight ? null : name + " " + verb + " " + found;
    }

    private static long amount(String verb, MarketState.Balance balance) {
        return switch (verb) {
            case "has" -> balance.totalMinor();
            case "holds" -> balance.heldMinor();
            default -> balance.totalMinor() - balance.heldMinor();
        };
    }

    private String auction(String name, Words words) {
        int id = names.auctionId(name);
        MarketState.Auction auction = state.auction(id);
        if (auction == null) {
            return name + " is unknown";
        }
        String found = describe(name, auction);
        boolean isRight = PHASES.get(auction.phase()).equals(words.word("a phase"));
        while (words.take(",")) {
            isRight &= isTrue(auction, words);
        }
        words.end();
        return isRight ? null : found;
    }

    private boolean isTrue(MarketState.Auction auction, Words words) {
        if (words.take("ends")) {
            return words.timeNs("a time") == auction.endsAtNs();
        }
        if (words.take("price")) {
            boolean isPrice = words.number("a price").compareTo(price(auction)) == 0;
            return words.take("by") ? isPrice & leads(words.word("a leader"), auction) : isPrice;
        }
        boolean isCount = words.whole("a count") == auction.bids();
        words.expect("bids");
        return isCount;
    }

    private boolean leads(String name, MarketState.Auction auction) {
        return names.account(name) == auction.leaderAccountId();
    }

    private BigDecimal price(MarketState.Auction auction) {
        return Amounts.number(
                auction.priceMinor(), names.auctionMoney(auction.id()).decimals());
    }

    private String describe(String name, MarketState.Auction auction) {
        String text = name + " is " + PHASES.get(auction.phase());
        if (auction.priceMinor() != AuctionStateRecordDecoder.priceMinorNullValue()) {
            text += ", price " + Amounts.text(price(auction)) + " by " + names.accountName(auction.leaderAccountId());
        }
        if (auction.endsAtNs() != AuctionStateRecordDecoder.endsAtNsNullValue()) {
            text += ", ends " + TimeText.text(auction.endsAtNs());
        }
        return text + ", " + auction.bids() + " bids";
    }
}
