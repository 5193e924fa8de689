package io.gavel.engine.obvious;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a lot behind its close: who has it, to whom it is offered (SEC). */
final class Aftermath {
    private static final long NONE = Told.NONE;
    private static final int ACCEPTED = 1;
    private static final int DECLINED = 2;
    private static final int EXPIRED = 3;
    /** No reason was named. */
    private static final int UNSAID = 255;

    /** Somebody has one of the items, or is offered one until then. */
    private record Item(int account, long price, long until) {
        boolean isOffer() {
            return until != NONE;
        }
    }

    private final Lot lot;
    private final State state;
    private final List<Item> items = new ArrayList<>();
    private boolean isClosed;

    Aftermath(Lot lot) {
        this.lot = lot;
        state = lot.state;
    }

    /** The lot closed; {@code winner} 0: nobody has it. */
    void begin(int winner, long price) {
        isClosed = true;
        if (winner != 0) {
            items.add(new Item(winner, price, NONE));
        }
    }

    boolean isOver() {
        return !isClosed || lot.terms.secondChance == NONE || state.nowNs >= end();
    }

    private long end() {
        return lot.closedAt + lot.terms.secondChance;
    }

    private Item of(int account) {
        return items.stream()
                .filter(item -> item.account == account)
                .findFirst()
                .orElse(null);
    }

    /** SEC-1: at the bidder's own last bid. */
    void offer(Command command, LotBid last) {
        if (isOver() || items.size() >= Math.max(1, lot.terms.items)) {
            state.refuse(No.SECOND_CHANCE_NOT_OFFERED);
        } else if (state.account(command.bidder) == null) {
            state.refuse(No.UNKNOWN_ACCOUNT);
        } else if (last == null || of(command.bidder) != null) {
            state.refuse(No.UNKNOWN_BID);
        } else if (command.expiresIn != NONE && command.expiresIn <= 0) {
            state.refuse(No.BAD_DEFINITION);
        } else {
            long until = command.expiresIn == NONE ? end() : Math.min(end(), state.nowNs + command.expiresIn);
            items.add(new Item(command.bidder, last.amount(), until));
            state.told.tell(
                    Fact.OFFERED, lot.id, command.bidder, last.amount(), fee(lot.terms.premium, last.amount()), until);
        }
    }

    /** SEC-2, SEC-4. */
    void answer(Command command) {
        Item offer = of(command.account);
        if (offer == null || !offer.isOffer()) {
            state.refuse(No.SECOND_CHANCE_NOT_OFFERED);
        } else if (!command.flag) {
            end(offer, DECLINED);
        } else if (lot.house.affords(offer.account, lot.terms.asset, Arithmetic.hold(lot.terms, offer.price, 1))) {
            end(offer, ACCEPTED);
            items.add(new Item(offer.account, offer.price, NONE));
            lot.award(offer.account, lot.terms.qty, offer.price);
        }
    }

    private void end(Item offer, int outcome) {
        items.remove(offer);
        state.told.tell(Fact.OFFER_ENDED, lot.id, offer.account, outcome);
    }

    /** SEC-3. */
    void takeBack(Command command) {
        List<Item> sales = items.stream().filter(item -> !item.isOffer()).toList();
        Item sale = command.bidder != 0 ? of(command.bidder) : sales.size() == 1 ? sales.get(0) : null;
        if (isOver() || sale == null || sale.isOffer()) {
            state.refuse(No.SALE_NOT_FOUND);
            return;
        }
        int asset = lot.terms.asset;
        long premium = fee(lot.terms.premium, sale.price);
        long commission = fee(lot.terms.commission, sale.price);
        long got = sale.price - commission;
        if (lot.house.affords(State.FEES, asset, BigInteger.valueOf(premium).add(BigInteger.valueOf(commission)))
                && lot.house.affords(lot.seller(), asset, BigInteger.valueOf(got))) {
            items.remove(sale);
            state.money.move(lot.seller(), sale.account, asset, got);
            state.money.move(State.FEES, sale.account, asset, premium + commission);
            state.told.tell(
                    Fact.SALE_CANCELED,
                    lot.id,
                    sale.account,
                    sale.price,
                    premium,
                    commission,
                    command.cause == 0 ? UNSAID : command.cause,
                    sale.account,
                    lot.seller());
        }
    }

    private static long fee(long[][] tiers, long price) {
        return Arithmetic.fee(tiers, BigInteger.valueOf(price)).longValueExact();
    }

    /** When the next offer expires. */
    long due() {
        Item next = next();
        return next == null ? NONE : next.until;
    }

    /** Of several that end together the oldest is first. */
    private Item next() {
        Item next = null;
        for (Item item : items) {
            if (item.isOffer() && (next == null || item.until < next.until)) {
                next = item;
            }
        }
        return next;
    }

    void expire() {
        end(next(), EXPIRED);
    }
}
