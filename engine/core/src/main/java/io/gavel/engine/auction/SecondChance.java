package io.gavel.engine.auction;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the items of an auction behind its close: who has bought one, and to whom one is offered (SEC-1). Never
 * are more sold and on offer than there are.
 *
 * <p>Rare, so it may allocate. Times in ns, amounts in smallest units. Thread: the market's.
 */
public final class SecondChance {
    /** What snapshots keep of where an item is. */
    static final short SOLD = 1;

    static final short OFFERED = 3;

    /**
     * One item.
     *
     * @param price secret but for the bidder while it is offered
     * @param expiresAtNs of an offer; {@link AuctionTerms#NEVER} of what is sold
     */
    public record Item(int accountId, long price, long expiresAtNs) {
        public boolean isOffered() {
            return expiresAtNs != AuctionTerms.NEVER;
        }
    }

    private final SecondChancePolicy policy;
    private final List<Item> items = new ArrayList<>();
    private long closedAtNs = AuctionTerms.NEVER;

    SecondChance(SecondChancePolicy policy) {
        this.policy = policy;
    }

    /** When the auction closed; {@link AuctionTerms#NEVER} where it did not. */
    long closedAtNs() {
        return closedAtNs;
    }

    /** Whether sales can be taken back and offers made now. */
    public boolean isOpen(long nowNs) {
        return closedAtNs != AuctionTerms.NEVER && nowNs < endNs();
    }

    /** When the last offer expires at the latest; asked once it has closed. */
    public long endNs() {
        return closedAtNs + policy.windowNs();
    }

    /** Whether an item is left to offer. */
    public boolean hasItemLeft() {
        return items.size() < policy.items();
    }

    /** What the account has, or is offered; null: neither. */
    public Item itemOf(int accountId) {
        for (Item item : items) {
            if (item.accountId() == accountId) {
                return item;
            }
        }
        return null;
    }

    /** The only sale; null: there is none, or several. */
    public Item onlySale() {
        Item found = null;
        for (Item item : items) {
            if (!item.isOffered()) {
                if (found != null) {
                    return null;
                }
                found = item;
            }
        }
        return found;
    }

    /** The offer that expires first, the oldest among equals; null: there is none. */
    public Item firstToExpire() {
        Item first = null;
        for (Item item : items) {
            if (item.isOffered() && (first == null || item.expiresAtNs() < first.expiresAtNs())) {
                first = item;
            }
        }
        return first;
    }

    void closed(long timeNs) {
        closedAtNs = timeNs;
    }

    public void offer(int accountId, long price, long expiresAtNs) {
        items.add(new Item(accountId, price, expiresAtNs));
    }

    public void sold(int accountId, long price) {
        items.add(new Item(accountId, price, AuctionTerms.NEVER));
    }

    /** An offer has ended, or a sale was taken back. */
    public void remove(Item item) {
        items.remove(item);
    }

    List<Item> items() {
        return items;
    }
}
