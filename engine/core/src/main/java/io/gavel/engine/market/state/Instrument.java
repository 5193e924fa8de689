package io.gavel.engine.market.state;

import io.gavel.engine.account.Fees;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.OrderBook;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.book.StopBook;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.UncrossProfile;

/** What is traded: its terms, its book, and what the venue and its trades make of it from day to day. */
public final class Instrument {
    public static final long NO_LIMIT = Long.MIN_VALUE;

    /** No price: nothing traded yet, no band, no reference. */
    public static final long NO_TICKS = Long.MIN_VALUE;

    /** Most decimals of an asset, a tick or a lot. */
    public static final int MAX_DECIMALS = 18;

    private final int id;
    private final InstrumentTerms terms;
    private final long lotMinor;
    private final long tickLotMinor;
    private final long worstFeePercentMicros;
    private final OrderBook book;
    /** Terms that every order asks for, a look nearer. */
    private final long tick;

    private final long lot;
    private final boolean movesMoney;
    private final boolean limitsSize;
    private final boolean limitsNotional;
    private final int baseAssetId;
    private final int quoteAssetId;
    private StopBook stops;
    /** What {@link #isPlain} and {@link #takesPlain} say, from phase, terms and band. */
    private boolean isPlain;

    private long plainLowTicks;
    private long plainHighTicks;

    private Phase phase = Phase.CONTINUOUS;
    private TickTable tickTable = TickTable.EVERY_TICK;
    private long bandLowTicks = NO_TICKS;
    private long bandHighTicks = NO_TICKS;
    private long referenceTicks = NO_TICKS;
    private long collarPercentMicros = NO_LIMIT;
    private long lastTicks = NO_TICKS;
    private long lowestCallHoldTicks = Long.MAX_VALUE;

    /**
     * @param lotMinor smallest units of the base asset in a lot; 0 where it moves no money and is no whole number
     * @param tickLotMinor smallest units of the quote asset that a lot costs at one tick; 0 likewise
     */
    public Instrument(int id, InstrumentTerms terms, long lotMinor, long tickLotMinor, OrderBook book) {
        this.id = id;
        this.terms = terms;
        this.lotMinor = lotMinor;
        this.tickLotMinor = tickLotMinor;
        this.book = book;
        tick = terms.tick();
        lot = terms.lot();
        movesMoney = terms.movesMoney();
        limitsSize = terms.minQty() != NO_LIMIT || terms.maxQty() != NO_LIMIT;
        limitsNotional = terms.minNotional() != NO_LIMIT || terms.maxNotional() != NO_LIMIT;
        baseAssetId = terms.baseAssetId();
        quoteAssetId = terms.quoteAssetId();
        updatePlain();
        worstFeePercentMicros = Fees.worst(terms.makerFeePercentMicros(), terms.takerFeePercentMicros());
    }

    public int id() {
        return id;
    }

    public InstrumentTerms terms() {
        return terms;
    }

    public OrderBook book() {
        return book;
    }

    /** The stops that wait, or null where none ever did. */
    public StopBook stops() {
        return stops;
    }

    /** The stops that wait, as one more comes. */
    public StopBook stopsToBe(OrderStore orders) {
        if (stops == null) {
            stops = new StopBook(orders);
        }
        return stops;
    }

    /** A price in ticks, rounded down. A division costs more than all else that is asked of a price. */
    public long ticks(long price) {
        return tick == 1 ? price : price / tick;
    }

    /** A quantity in lots, rounded down. */
    public long lots(long qty) {
        return lot == 1 ? qty : qty / lot;
    }

    /** Whether a price is a whole number of ticks; {@code ticks} is what {@link #ticks} said of it. */
    public boolean isInTicks(long price, long ticks) {
        return tick == 1 || ticks * tick == price;
    }

    /** Whether a quantity is a whole number of lots; {@code lots} is what {@link #lots} said of it. */
    public boolean isInLots(long qty, long lots) {
        return lot == 1 || lots * lot == qty;
    }

    public int baseAssetId() {
        return baseAssetId;
    }

    public int quoteAssetId() {
        return quoteAssetId;
    }

    public long tick() {
        return tick;
    }

    public long lot() {
        return lot;
    }

    /** Whether there is a least or a most quantity. */
    public boolean limitsSize() {
        return limitsSize;
    }

    public long minQty() {
        return terms.minQty();
    }

    public long maxQty() {
        return terms.maxQty();
    }

    public long minNotional() {
        return terms.minNotional();
    }

    public long maxNotional() {
        return terms.maxNotional();
    }

    public boolean limitsNotional() {
        return limitsNotional;
    }

    public boolean movesMoney() {
        return movesMoney;
    }

    public UncrossProfile uncross() {
        return terms.uncross();
    }

    public SelfTrade selfTrade() {
        return terms.selfTrade();
    }

    public long makerFeePercentMicros() {
        return terms.makerFeePercentMicros();
    }

    public long takerFeePercentMicros() {
        return terms.takerFeePercentMicros();
    }

    public long lotMinor() {
        return lotMinor;
    }

    public long tickLotMinor() {
        return tickLotMinor;
    }

    /** The asset that a buyer or a seller gives. */
    public int paysWith(Side side) {
        return paysWith(side.value());
    }

    /**
     * What one lot of an order is held for, in smallest units of what it pays with: for a buy price and the worst fee,
     * which is rounded up a lot, so that parts of an order hold parts of its hold.
     */
    public long holdPerLotMinor(Side side, long holdTicks) {
        return holdPerLotMinor(side.value(), holdTicks);
    }

    /** The same by the value of the side, of which no branch need be guessed: half of all orders are of either one. */
    public long holdPerLotMinor(int side, long holdTicks) {
        long buys = ifBuys(side);
        long ofBuy = Fees.holdPerLotMinor(holdTicks * tickLotMinor, worstFeePercentMicros);
        return ofBuy & buys | lotMinor & ~buys;
    }

    /** {@link #paysWith(Side)} in the same way. */
    public int paysWith(int side) {
        int buys = (int) ifBuys(side);
        return quoteAssetId & buys | baseAssetId & ~buys;
    }

    /** All bits by the value of the side that buys, else none. */
    private static long ifBuys(int side) {
        return side - Side.SELL.value() >> Integer.SIZE - 1;
    }

    /** 0.50 of the quote asset in ticks, rounded down. */
    public long halfUnitTicks() {
        long halfUnit = 5;
        for (int decimal = 1; decimal < terms.priceDecimals(); decimal++) {
            halfUnit *= 10;
        }
        return terms.priceDecimals() == 0 ? 0 : halfUnit / terms.tick();
    }

    /** What so many lots of an order are held for; 0 where no money is moved. */
    public long heldFor(Side side, long holdTicks, long lots) {
        return movesMoney() ? holdPerLotMinor(side, holdTicks) * lots : 0;
    }

    /** Whether it trades and asks no more of an order than tick, lot and band. */
    public boolean isPlain() {
        return isPlain;
    }

    /** Whether it does, and an order at this price is within the band and what a price can be. */
    public boolean takesPlain(long priceTicks) {
        return priceTicks >= plainLowTicks && priceTicks <= plainHighTicks;
    }

    public Phase phase() {
        return phase;
    }

    public void phase(Phase phase) {
        this.phase = phase;
        if (PhaseRules.matches(phase)) {
            lowestCallHoldTicks = Long.MAX_VALUE;
        }
        updatePlain();
    }

    public TickTable tickTable() {
        return tickTable;
    }

    public void tickTable(TickTable table) {
        tickTable = table;
        updatePlain();
    }

    /** {@link #NO_TICKS}: none. */
    public long bandLowTicks() {
        return bandLowTicks;
    }

    /** {@link #NO_TICKS}: none. */
    public long bandHighTicks() {
        return bandHighTicks;
    }

    /** What the venue said that collar and calls go by, or {@link #NO_TICKS}. */
    public long givenReferenceTicks() {
        return referenceTicks;
    }

    /** In millionths of a percent; {@link #NO_LIMIT}: none. */
    public long collarPercentMicros() {
        return collarPercentMicros;
    }

    /** Whether orders trade no farther than so much from a reference, once there is one. */
    public boolean hasCollar() {
        return collarPercentMicros != NO_LIMIT;
    }

    public void band(long lowTicks, long highTicks, long referenceTicks, long collarPercentMicros) {
        bandLowTicks = lowTicks;
        bandHighTicks = highTicks;
        updatePlain();
        this.referenceTicks = referenceTicks;
        this.collarPercentMicros = collarPercentMicros;
    }

    /** Of the last trade or print, or {@link #NO_TICKS}. */
    public long lastTicks() {
        return lastTicks;
    }

    public void lastTicks(long priceTicks) {
        lastTicks = priceTicks;
    }

    /** A market order to buy waits for a call, held for at this price; 0: at none. */
    public void heldForCall(long holdTicks) {
        if (holdTicks > 0) {
            lowestCallHoldTicks = Math.min(lowestCallHoldTicks, holdTicks);
        }
    }

    /** At or below what each market order to buy that waits for a call is held for, but those held for at no price. */
    public long lowestCallHoldTicks() {
        return lowestCallHoldTicks;
    }

    /** What it is, as somebody has looked; {@link Long#MAX_VALUE}: nobody is held for at a price. */
    public void lowestCallHoldTicks(long ticks) {
        lowestCallHoldTicks = ticks;
    }

    /** The price that collar and calls go by: the last trade's or print's, else the one given, else none. */
    public long referenceTicks() {
        return lastTicks != NO_TICKS ? lastTicks : referenceTicks;
    }

    /** The worst price that an order of this side trades at by the collar; without one it is no bound. */
    public long reachTicks(Side side) {
        boolean isBuy = side == Side.BUY;
        if (collarPercentMicros == NO_LIMIT || referenceTicks() == NO_TICKS) {
            return isBuy ? Long.MAX_VALUE : -Long.MAX_VALUE;
        }
        return isBuy
                ? Collar.above(referenceTicks(), collarPercentMicros)
                : Collar.below(referenceTicks(), collarPercentMicros);
    }

    /** The price, or the edge of the band if an order of this side would leave it for the price. */
    public long insideBand(Side side, long priceTicks) {
        if (side == Side.BUY) {
            return bandHighTicks == NO_TICKS ? priceTicks : Math.min(priceTicks, bandHighTicks);
        }
        return Math.max(priceTicks, bandLowTicks);
    }

    /** Whether a price is within the band. */
    public boolean isInBand(long priceTicks) {
        return priceTicks >= bandLowTicks && (bandHighTicks == NO_TICKS || priceTicks <= bandHighTicks);
    }

    /** Recomputes the laws of its books. O(n). */
    public void verify() {
        book.verify(!PhaseRules.matches(phase));
        if (stops != null) {
            stops.verify();
        }
    }

    private void updatePlain() {
        isPlain = PhaseRules.matches(phase) && tickTable == TickTable.EVERY_TICK && !limitsSize && !limitsNotional;
        plainLowTicks = isPlain ? Math.max(1, bandLowTicks) : Long.MAX_VALUE;
        long high = bandHighTicks == NO_TICKS ? Ledger.LIMIT - 1 : Math.min(Ledger.LIMIT - 1, bandHighTicks);
        plainHighTicks = isPlain ? high : Long.MIN_VALUE;
    }
}
