package io.gavel.engine.market.orders;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.CallAuction;
import io.gavel.engine.book.OrderBook;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.book.call.CallPricing;
import io.gavel.engine.book.call.CallProfile;
import io.gavel.engine.book.call.CallTerms;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.PhaseRules;
import io.gavel.wire.types.Side;
import java.util.Arrays;
import org.agrona.collections.IntHashSet;

/**
 * What calls would print: once after each command that changed the book of one, or what its prices depend on. What was told last
 * is what an uncross would do at that moment, as both ask {@link #price}. Cost: that of {@link CallPricing} for each such
 * command.
 */
public final class Indicatives {
    private final CallAuction auction;
    private final Uncovered uncovered;
    private final Facts facts;
    private final CallTerms terms = new CallTerms();
    private Instrument[] changed = new Instrument[4];
    private int count;

    public Indicatives(CallAuction auction, OrderStore orders, Ledger ledger, Facts facts) {
        this.auction = auction;
        this.facts = facts;
        uncovered = new Uncovered(orders, ledger, auction);
    }

    /** An order was put into the book of an instrument, changed there or taken out. Costs nothing outside of calls. */
    void bookChanged(Instrument instrument) {
        if (PhaseRules.collects(instrument.phase())) {
            remember(instrument);
        }
    }

    /** A phase began, or the band or the reference was moved. There is nothing to tell of a book without orders. */
    public void termsChanged(Instrument instrument) {
        OrderBook book = instrument.book();
        if (!book.isEmptyFor(Side.BUY) || !book.isEmptyFor(Side.SELL)) {
            bookChanged(instrument);
        }
    }

    /** The command is done: tells what would print, in the order in which books were changed. */
    public void tell() {
        for (int i = 0; i < count; i++) {
            Instrument instrument = changed[i];
            changed[i] = null;
            if (PhaseRules.collects(instrument.phase())) {
                facts.indicative(instrument, price(instrument, instrument.referenceTicks()));
            }
        }
        count = 0;
    }

    /**
     * What would print without those that it leaves {@link #uncovered}: each may bring the price to where others are not covered.
     *
     * @param referenceTicks {@link Instrument#NO_TICKS}: none
     */
    CallPricing price(Instrument instrument, long referenceTicks) {
        terms.clear()
                .reference(referenceTicks)
                .halfUnit(instrument.halfUnitTicks())
                .band(instrument.bandLowTicks(), instrument.bandHighTicks());
        uncovered.clear();
        CallPricing print;
        do {
            print = auction.price(instrument.book(), CallProfile.of(instrument.uncross()), terms, uncovered.found());
        } while (print.prints() && uncovered.findMore(instrument, print.priceTicks()));
        return print;
    }

    /** Market orders to buy that take no part in what was priced last. */
    IntHashSet uncovered() {
        return uncovered.found();
    }

    private void remember(Instrument instrument) {
        for (int i = 0; i < count; i++) {
            if (changed[i] == instrument) {
                return;
            }
        }
        if (count == changed.length) {
            changed = Arrays.copyOf(changed, count * 2);
        }
        changed[count++] = instrument;
    }
}
