package io.gavel.engine.scenario;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.RetractionReason;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * What is done to a lot beside bidding: {@code alice retracts b1 on lamp}, {@code sam hammers lamp}, {@code sam takes lamp
 * back}, {@code sam offers lamp to bob for 1h}, {@code bob accepts lamp}.
 */
final class LotActions {
    private final Names names;
    private final CommandWriter writer;
    private final BiFunction<String, Words, String> clOrdIds;

    /** @param clOrdIds reads the rest of a line, and says under which id its sender does it */
    LotActions(Names names, CommandWriter writer, BiFunction<String, Words, String> clOrdIds) {
        this.names = names;
        this.writer = writer;
        this.clOrdIds = clOrdIds;
    }

    /** Reads what stands behind a verb that was taken; false: it is none of these. */
    boolean takes(String who, String verb, Words words) {
        switch (verb) {
            case "retracts" -> retract(who, words);
            case "hammers" -> {
                int auctionId = auction(words);
                writer.closeAuction(names.account(who), auctionId, clOrdIds.apply(who, words));
            }
            case "takes" -> takeBack(who, words);
            case "offers" -> offer(who, words);
            case "accepts", "declines" -> {
                int auctionId = auction(words);
                boolean accepts = verb.equals("accepts");
                writer.answerOffer(names.account(who), auctionId, accepts, clOrdIds.apply(who, words));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void retract(String who, Words words) {
        String bid = words.take("on") ? "" : words.word("the id of a bid, or `on`");
        if (!bid.isEmpty()) {
            words.expect("on");
        }
        int auctionId = auction(words);
        RetractionReason reason = words.take("because")
                ? RetractionReason.valueOf(words.word("a reason").toUpperCase(Locale.ROOT))
                : RetractionReason.WRONG_AMOUNT;
        writer.retractBid(names.account(who), auctionId, reason, clOrdIds.apply(who, words), bid);
    }

    private void takeBack(String who, Words words) {
        int auctionId = auction(words);
        words.expect("back");
        int winnerId = words.take("from") ? names.account(words.word("a winner")) : CommandWriter.NO_ACCOUNT;
        String clOrdId = clOrdIds.apply(who, words);
        writer.cancelSale(names.account(who), auctionId, winnerId, AuctionCancelReason.NOT_PAID, clOrdId);
    }

    private void offer(String who, Words words) {
        int auctionId = auction(words);
        words.expect("to");
        int bidderId = names.account(words.word("a bidder"));
        long expiresInNs = words.take("for") ? words.durationNs("a duration") : Conditions.ABSENT;
        writer.offerSecondChance(names.account(who), auctionId, bidderId, expiresInNs, clOrdIds.apply(who, words));
    }

    private int auction(Words words) {
        return names.auctionId(words.word("an auction"));
    }
}
