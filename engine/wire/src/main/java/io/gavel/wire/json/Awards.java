package io.gavel.wire.json;

import io.gavel.wire.EventDecoders;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionAwardedDecoder;
import java.util.Arrays;

/**
 * Who won what, from the awards in front of an auction's end: those of the transaction at hand, and where it goes on
 * with a command that was begun before, of those transactions too. One thread; allocates only to grow.
 */
final class Awards {
    private final EventDecoders decoders = new EventDecoders();
    private int[] auctions = new int[16];
    private int[] accounts = new int[16];
    private long[] quantities = new long[16];
    private long[] prices = new long[16];
    private int count;

    /** Where the awards of a transaction before end; the rest is read when it is asked for. */
    private int before;

    /** Looks at a transaction. Leaves the flyweight before its first event where it is the last of its command. */
    void begin(Transaction transaction) {
        before = transaction.isContinuation() ? before : 0;
        count = before;
        if (transaction.continues()) {
            read(transaction, transaction.eventCount());
            before = count;
            transaction.rewind();
        }
    }

    /** Gathers the awards of an auction whose end is the transaction's current event, and stays there. */
    void gather(Transaction transaction) {
        if (!transaction.continues()) {
            int end = transaction.eventIndex();
            count = before;
            transaction.rewind();
            read(transaction, end);
            transaction.nextEvent();
        }
    }

    int count() {
        return count;
    }

    int auctionId(int i) {
        return auctions[i];
    }

    int accountId(int i) {
        return accounts[i];
    }

    long qty(int i) {
        return quantities[i];
    }

    long priceMinor(int i) {
        return prices[i];
    }

    private void read(Transaction transaction, int events) {
        for (int i = 0; i < events && transaction.nextEvent(); i++) {
            if (transaction.eventTemplateId() == AuctionAwardedDecoder.TEMPLATE_ID) {
                add(decoders.auctionAwarded(transaction));
            }
        }
    }

    private void add(AuctionAwardedDecoder awarded) {
        if (count == accounts.length) {
            auctions = Arrays.copyOf(auctions, 2 * count);
            accounts = Arrays.copyOf(accounts, 2 * count);
            quantities = Arrays.copyOf(quantities, 2 * count);
            prices = Arrays.copyOf(prices, 2 * count);
        }
        auctions[count] = awarded.auctionId();
        accounts[count] = awarded.accountId();
        quantities[count] = awarded.qty();
        prices[count] = awarded.priceMinor();
        count++;
    }
}
