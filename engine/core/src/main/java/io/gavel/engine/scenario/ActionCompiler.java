package io.gavel.engine.scenario;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.Directory;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BidderStanding;
import io.gavel.wire.types.Side;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns what a line says is done into a command. Numbers the client order ids that a line leaves out, 1, 2, … for each
 * account, and remembers the last one for {@code again}.
 */
final class ActionCompiler {
    private final Names names;
    private final CommandWriter writer;
    private final Map<String, Integer> counters = new HashMap<>();
    private final Map<String, String> lastIds = new HashMap<>();
    private final OrderActions orders;
    private final VenueActions venue;
    private final BidderActions bidders;
    private final LotActions lots;
    private boolean hasAuthority;

    ActionCompiler(Names names, CommandWriter writer) {
        this.names = names;
        this.writer = writer;
        orders = new OrderActions(names, writer);
        venue = new VenueActions(names, writer);
        bidders = new BidderActions(names, writer);
        lots = new LotActions(names, writer, this::clOrdId);
    }

    /**
     * Writes the command of an action.
     *
     * @param lastNs time of the line before
     * @param nowNs time of this line
     */
    void compile(String action, long lastNs, long nowNs) {
        Words words = new Words(action);
        if (words.take("upgrade", "to", "rule", "set")) {
            writer.upgrade((int) words.whole("a rule set"));
            words.end();
        } else if (words.take("engine", "recovers")) {
            writer.recovered(lastNs, nowNs);
            words.end();
        } else if (words.peek(1).equals(":")) {
            definition(words);
        } else if (words.peek(1).equals("defines")) {
            words.word("an account");
            words.expect("defines");
            definition(words);
            writer.authority(false);
        } else if (words.take("venue")) {
            venue.venue(words);
        } else if (VenueActions.isInstrumentVerb(words.peek(1))) {
            venue.instrument(words.word("an instrument"), words);
        } else {
            hasAuthority = false;
            deed(words.word("who does it"), words);
            if (hasAuthority) {
                writer.authority(true);
            }
        }
    }

    private void definition(Words words) {
        String name = words.word("a name");
        words.expect(":");
        String what = words.word("`asset`, `account`, `book`, `session` or the format of an auction");
        AuctionFormat format = AuctionTerms.format(what);
        if (format != null) {
            AuctionTerms.parse(names, name, format, words).write(writer);
            return;
        }
        switch (what) {
            case "asset" -> asset(name, words);
            case "account" -> account(name, words);
            case "book" -> writer.createInstrument(InstrumentTerms.parse(names, name, words)::encode);
            case "session" -> new SessionActions(names, writer).define(name, words);
            default ->
                throw words.unexpected("`asset`, `account`, `book`, `session` or the format of an auction before this");
        }
    }

    private void asset(String name, Words words) {
        int decimals = words.take(",", "decimals") ? (int) words.whole("a count") : Names.DEFAULT_DECIMALS;
        words.end();
        writer.createAsset(name, decimals);
    }

    private void account(String name, Words words) {
        boolean hasUnlimitedCredit = words.take(",", "unlimited", "credit");
        words.end();
        writer.createAccount(name, hasUnlimitedCredit);
    }

    private void deed(String who, Words words) {
        String verb = words.word("a verb");
        BidderStanding standing = BidderActions.standing(verb);
        if (standing != null) {
            bidders.setBidder(names.account(who), standing, words);
            words.end();
            return;
        }
        switch (verb) {
            case "deposits" -> deposit(who, words);
            case "withdraws" -> withdraw(who, words);
            case "bids" -> bid(who, words);
            case "buys" -> buy(who, words);
            case "sells" -> order(who, Side.SELL, words);
            case "replaces" -> replace(who, words);
            case "cancels" -> cancel(who, words);
            default -> {
                if (!lots.takes(who, verb, words)) {
                    throw words.unexpected(
                            "a verb (deposits, withdraws, bids, buys, sells, replaces, cancels, retracts, hammers, takes,"
                                    + " offers, accepts, declines) before this");
                }
            }
        }
    }

    private void deposit(String who, Words words) {
        BigDecimal amount = words.number("an amount");
        Directory.Asset asset = asset(words);
        String clOrdId = clOrdId(who, words);
        writer.deposit(names.account(who), asset.id(), Amounts.units(amount, asset.decimals()), clOrdId);
    }

    private void withdraw(String who, Words words) {
        BigDecimal amount = words.number("an amount");
        Directory.Asset asset = asset(words);
        String clOrdId = clOrdId(who, words);
        writer.withdraw(names.account(who), asset.id(), Amounts.units(amount, asset.decimals()), clOrdId);
    }

    private Directory.Asset asset(Words words) {
        String word = words.peek(0);
        boolean isNamed = !word.isEmpty() && !word.equals("as") && !word.equals("again");
        return isNamed ? names.asset(words.word("an asset")) : names.defaultAsset();
    }

    private void bid(String who, Words words) {
        BigDecimal amount = words.take("any") ? BigDecimal.ZERO : words.number("an amount");
        words.expect("on");
        int auctionId = names.auctionId(words.word("an auction"));
        long qty = words.take("quantity") ? words.whole("a quantity") : 1;
        String clOrdId = clOrdId(who, words);
        long units = Amounts.units(amount, names.auctionMoney(auctionId).decimals());
        writer.placeBid(names.account(who), auctionId, units, qty, clOrdId);
    }

    private void buy(String who, Words words) {
        if (words.peek(1).equals("now")) {
            int auctionId = names.auctionId(words.word("an auction"));
            words.expect("now");
            writer.buyNow(names.account(who), auctionId, clOrdId(who, words));
        } else {
            order(who, Side.BUY, words);
        }
    }

    private void order(String who, Side side, Words words) {
        OrderActions.NewOrder order = orders.order(side, words);
        writer.newOrder(names.account(who), order.instrumentId(), order.terms(), clOrdId(who, words));
    }

    private void replace(String who, Words words) {
        OrderActions.Replace replace = orders.replace(words);
        String clOrdId = clOrdId(who, words);
        writer.replaceOrder(
                names.account(who),
                replace.instrumentId(),
                replace.qty(),
                replace.price(),
                clOrdId,
                replace.origClOrdId());
    }

    private void cancel(String who, Words words) {
        if (words.take("all")) {
            orders.cancelAll(who, words);
            return;
        }
        String what = words.word("an order's id or an auction");
        if (words.take("on")) {
            Directory.Instrument instrument = names.instrument(words.word("an instrument"));
            words.end();
            writer.cancelOrder(names.account(who), instrument.id(), what);
        } else {
            String clOrdId = clOrdId(who, words);
            writer.cancelAuction(names.account(who), names.auctionId(what), clOrdId);
        }
    }

    private String clOrdId(String who, Words words) {
        String id;
        if (words.take("again")) {
            id = lastIds.get(who);
            if (id == null) {
                throw new ScenarioException("expected something before to do again, who=" + who);
            }
        } else if (words.take("as")) {
            id = words.word("an id");
        } else {
            id = String.valueOf(counters.merge(who, 1, Integer::sum));
        }
        hasAuthority = words.take("by", "authority");
        words.end();
        lastIds.put(who, id);
        return id;
    }
}
