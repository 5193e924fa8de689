package io.gavel.engine.view.marketdata;

import io.gavel.engine.view.BookChanges;
import io.gavel.engine.view.BookSide;
import io.gavel.engine.view.Views;
import io.gavel.wire.Directory;
import io.gavel.wire.types.Aggressor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns what changes in the books of the views into market data: the changes of a command together, each level or order
 * once, as it is when the command is done.
 *
 * <p>Enough to rebuild the book exactly ({@link RebuiltBook}), if it is followed from the beginning. Books are not seen
 * crossed but in a call. One feed, one level of detail; one thread. Allocates for each message.
 */
public final class MarketDataFeed implements BookChanges {
    /** No price. */
    public static final long NO_PRICE = Long.MIN_VALUE;

    private final Views views;
    private final Directory directory;
    private final MarketDataLevel detail;
    private final boolean hasChecksum;
    private final MarketDataSink sink;

    private InstrumentFeed[] feeds = new InstrumentFeed[16];
    /** Of this command, in the order in which it touched them. */
    private final List<InstrumentFeed> touched = new ArrayList<>();

    /** @param hasChecksum of levels or orders: not with {@link MarketDataLevel#L1} */
    public MarketDataFeed(
            Views views, Directory directory, MarketDataLevel detail, boolean hasChecksum, MarketDataSink sink) {
        if (hasChecksum && detail == MarketDataLevel.L1) {
            throw new IllegalArgumentException("expected levels or orders to sum up, level=" + detail);
        }
        this.views = views;
        this.directory = directory;
        this.detail = detail;
        this.hasChecksum = hasChecksum;
        this.sink = sink;
        views.listen(this);
    }

    /** What an instrument's book went through in this command. */
    private static final class InstrumentFeed {
        private final int instrumentId;
        private long number;
        private boolean isTouched;
        private PriceLevel bid;
        private PriceLevel ask;
        private long lastTicks = NO_PRICE;
        private long lastLots;
        private boolean hasTraded;
        private final TreeSet<Long> bidPrices = new TreeSet<>();
        private final TreeSet<Long> askPrices = new TreeSet<>();
        private final TreeMap<Long, Touched> orders = new TreeMap<>();
        private int arrivals;

        private InstrumentFeed(int instrumentId) {
            this.instrumentId = instrumentId;
        }
    }

    /** What an order went through in this command. */
    private static final class Touched {
        private final long orderId;
        private boolean isSell;
        private boolean wasThere;
        private long lotsBefore;
        private boolean isThere;
        private long priceTicks;
        private long lots;
        private boolean isByAge;
        /** Above 0: took a place as the n-th of this command. */
        private int arrival;

        private Touched(long orderId) {
            this.orderId = orderId;
        }
    }

    @Override
    public void entered(int instrumentId, long orderId, boolean isSell, long priceTicks, long lots) {
        enter(instrumentId, orderId, isSell, priceTicks, lots, false);
    }

    @Override
    public void enteredByAge(int instrumentId, long orderId, boolean isSell, long priceTicks, long lots) {
        enter(instrumentId, orderId, isSell, priceTicks, lots, true);
    }

    private void enter(int instrumentId, long orderId, boolean isSell, long priceTicks, long lots, boolean isByAge) {
        InstrumentFeed feed = touch(instrumentId);
        touchLevel(feed, isSell, priceTicks);
        if (detail == MarketDataLevel.L3) {
            Touched order = feed.orders.computeIfAbsent(orderId, Touched::new);
            order.isSell = isSell;
            order.isThere = true;
            order.priceTicks = priceTicks;
            order.lots = lots;
            order.isByAge = isByAge;
            order.arrival = ++feed.arrivals;
        }
    }

    @Override
    public void changed(int instrumentId, long orderId, boolean isSell, long priceTicks, long lotsBefore, long lots) {
        InstrumentFeed feed = touch(instrumentId);
        touchLevel(feed, isSell, priceTicks);
        if (detail == MarketDataLevel.L3) {
            existing(feed, orderId, isSell, priceTicks, lotsBefore).lots = lots;
        }
    }

    @Override
    public void left(int instrumentId, long orderId, boolean isSell, long priceTicks, long lots) {
        InstrumentFeed feed = touch(instrumentId);
        touchLevel(feed, isSell, priceTicks);
        if (detail == MarketDataLevel.L3) {
            existing(feed, orderId, isSell, priceTicks, lots).isThere = false;
        }
    }

    @Override
    public void traded(int instrumentId, long priceTicks, long lots, Aggressor aggressor) {
        InstrumentFeed feed = touch(instrumentId);
        feed.lastTicks = priceTicks;
        feed.lastLots = lots;
        feed.hasTraded = true;
    }

    @Override
    public void done(long seq, long timeNs) {
        if (touched.isEmpty()) {
            return;
        }
        sink.command(seq, timeNs);
        for (InstrumentFeed feed : touched) {
            long before = feed.number;
            switch (detail) {
                case L1 -> tellTop(feed);
                case L2 -> {
                    tellLevels(feed, false, feed.bidPrices);
                    tellLevels(feed, true, feed.askPrices);
                }
                case L3 -> tellOrders(feed);
            }
            if (hasChecksum && feed.number != before) {
                sink.checksum(feed.instrumentId, ++feed.number, checksum(feed.instrumentId));
            }
            feed.isTouched = false;
            feed.hasTraded = false;
        }
        touched.clear();
    }

    private void tellTop(InstrumentFeed feed) {
        PriceLevel bid = PriceLevel.best(views.book(feed.instrumentId, false));
        PriceLevel ask = PriceLevel.best(views.book(feed.instrumentId, true));
        if (feed.hasTraded || !same(bid, feed.bid) || !same(ask, feed.ask)) {
            feed.bid = bid;
            feed.ask = ask;
            sink.top(feed.instrumentId, ++feed.number, bid, ask, feed.lastTicks, feed.lastLots);
        }
    }

    private static boolean same(PriceLevel one, PriceLevel other) {
        return one == null ? other == null : one.equals(other);
    }

    private void tellLevels(InstrumentFeed feed, boolean isSell, TreeSet<Long> prices) {
        BookSide side = views.book(feed.instrumentId, isSell);
        for (long priceTicks : prices) {
            int level = side.level(priceTicks);
            PriceLevel now = level < 0 ? new PriceLevel(priceTicks, 0, 0, 0) : PriceLevel.of(side, level);
            sink.level(feed.instrumentId, ++feed.number, isSell, now);
        }
        prices.clear();
    }

    /** First who leaves or only changes, then who takes a place, in the order in which they did. */
    private void tellOrders(InstrumentFeed feed) {
        List<Touched> arrived = new ArrayList<>();
        for (Touched order : feed.orders.values()) {
            if (order.arrival > 0 && order.isThere) {
                arrived.add(order);
            } else if (order.wasThere && (!order.isThere || order.lots != order.lotsBefore)) {
                tell(feed, order.isThere ? OrderAction.CHANGE : OrderAction.REMOVE, order);
            }
        }
        arrived.sort((one, other) -> Integer.compare(one.arrival, other.arrival));
        for (Touched order : arrived) {
            OrderAction added = order.isByAge ? OrderAction.ADD_BY_AGE : OrderAction.ADD;
            tell(feed, order.wasThere ? OrderAction.REPLACE : added, order);
        }
        feed.orders.clear();
        feed.arrivals = 0;
    }

    private void tell(InstrumentFeed feed, OrderAction action, Touched order) {
        sink.order(
                feed.instrumentId,
                ++feed.number,
                action,
                order.orderId,
                order.isSell,
                order.priceTicks,
                order.isThere ? order.lots : 0);
    }

    private long checksum(int instrumentId) {
        return BookChecksum.of(
                directory.instrument(instrumentId),
                best(views.book(instrumentId, false)),
                best(views.book(instrumentId, true)));
    }

    private static List<PriceLevel> best(BookSide side) {
        List<PriceLevel> levels = new ArrayList<>();
        for (int level = 0; level < Math.min(BookChecksum.LEVELS, side.count()); level++) {
            levels.add(PriceLevel.of(side, level));
        }
        return levels;
    }

    /** One that was in the book when this command came, or took a place since. */
    private static Touched existing(
            InstrumentFeed feed, long orderId, boolean isSell, long priceTicks, long lotsBefore) {
        Touched order = feed.orders.get(orderId);
        if (order == null) {
            order = new Touched(orderId);
            order.isSell = isSell;
            order.wasThere = true;
            order.isThere = true;
            order.priceTicks = priceTicks;
            order.lotsBefore = lotsBefore;
            order.lots = lotsBefore;
            feed.orders.put(orderId, order);
        }
        return order;
    }

    private void touchLevel(InstrumentFeed feed, boolean isSell, long priceTicks) {
        if (detail == MarketDataLevel.L2) {
            (isSell ? feed.askPrices : feed.bidPrices).add(priceTicks);
        }
    }

    private InstrumentFeed touch(int instrumentId) {
        if (instrumentId >= feeds.length) {
            feeds = Arrays.copyOf(feeds, Math.max(instrumentId + 1, feeds.length * 2));
        }
        if (feeds[instrumentId] == null) {
            feeds[instrumentId] = new InstrumentFeed(instrumentId);
        }
        InstrumentFeed feed = feeds[instrumentId];
        if (!feed.isTouched) {
            feed.isTouched = true;
            touched.add(feed);
        }
        return feed;
    }
}
