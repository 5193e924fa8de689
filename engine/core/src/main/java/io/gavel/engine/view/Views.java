package io.gavel.engine.view;

import io.gavel.engine.account.LedgerLegs;
import io.gavel.engine.account.LegSink;
import io.gavel.engine.auction.Increments;
import io.gavel.engine.market.SnapshotSink;
import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.Aliases;
import io.gavel.wire.json.JsonQuery;
import io.gavel.wire.json.JsonWriter;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionExtendedDecoder;
import io.gavel.wire.log.AuctionOpenedDecoder;
import io.gavel.wire.log.AuctionRecordDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.BalanceRecordDecoder;
import io.gavel.wire.log.CreatedDecoder;
import io.gavel.wire.log.EventFrameEncoder;
import io.gavel.wire.log.FinishedAuctionRecordDecoder;
import io.gavel.wire.log.FinishedAuctionRecordEncoder;
import io.gavel.wire.log.FinishedOrderRecordDecoder;
import io.gavel.wire.log.FinishedOrderRecordEncoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OrderRecordDecoder;
import io.gavel.wire.log.SnapshotHeaderDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.EntityKind;
import io.gavel.wire.types.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Live books, auctions, balances and orders, built from durable events; answers the questions of the protocol.
 *
 * <p>Feed it every durable transaction in order, after the directory and the aliases. Answers come in two forms: full,
 * with every account, and as an account on a network sees them, with aliases; whether a balance or an order may be
 * asked about is for the caller to check. One thread. Allocates to grow and for what is new, not per event.
 */
public final class Views {
    private final Directory directory;
    private final Aliases aliases;
    private final LedgerLegs legs = new LedgerLegs();
    private final LegSink post = (accountId, assetId, totalDelta, heldDelta, kind) -> {
        BalanceView balance = balance(accountId, assetId);
        balance.totalMinor += totalDelta;
        balance.heldMinor += heldDelta;
    };

    private final OrderViews orders = new OrderViews();
    private final Long2ObjectHashMap<BalanceView> balances = new Long2ObjectHashMap<>();
    private BookSide[] bids = new BookSide[16];
    private BookSide[] asks = new BookSide[16];
    private AuctionView[] auctions = new AuctionView[64];
    private long lastSeq;

    private final byte[] text = new byte[255];
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final CreateAuctionDecoder createAuction = new CreateAuctionDecoder();
    private final CreatedDecoder created = new CreatedDecoder();
    private final OrderAcceptedDecoder orderAccepted = new OrderAcceptedDecoder();
    private final TradedDecoder traded = new TradedDecoder();
    private final OrderCanceledDecoder orderCanceled = new OrderCanceledDecoder();
    private final AuctionOpenedDecoder auctionOpened = new AuctionOpenedDecoder();
    private final AuctionStateDecoder auctionState = new AuctionStateDecoder();
    private final AuctionExtendedDecoder auctionExtended = new AuctionExtendedDecoder();
    private final AuctionClosedDecoder auctionClosed = new AuctionClosedDecoder();

    public Views(Directory directory, Aliases aliases) {
        this.directory = directory;
        this.aliases = aliases;
    }

    /** Takes a transaction's events in. Leaves the flyweight before its first event. */
    public void onTransaction(Transaction transaction) {
        transaction.rewind();
        while (transaction.nextEvent()) {
            legs.onEvent(transaction, directory, post);
            onEvent(transaction);
        }
        transaction.rewind();
        lastSeq = transaction.seq();
    }

    /**
     * Takes in one record of a snapshot, the market's or one of {@link #writeFinished}; the directory has seen it before.
     * Records of other kinds are ignored.
     */
    public void onSnapshotRecord(int templateId, DirectBuffer buffer, int offset, int blockLength, int version) {
        switch (templateId) {
            case BalanceRecordDecoder.TEMPLATE_ID -> {
                BalanceRecordDecoder record = new BalanceRecordDecoder().wrap(buffer, offset, blockLength, version);
                BalanceView balance = balance(record.accountId(), record.assetId());
                balance.totalMinor = record.totalMinor();
                balance.heldMinor = record.heldMinor();
            }
            case OrderRecordDecoder.TEMPLATE_ID ->
                onOrderRecord(new OrderRecordDecoder().wrap(buffer, offset, blockLength, version));
            case AuctionRecordDecoder.TEMPLATE_ID ->
                onAuctionRecord(new AuctionRecordDecoder().wrap(buffer, offset, blockLength, version));
            case FinishedOrderRecordDecoder.TEMPLATE_ID ->
                onFinishedOrderRecord(new FinishedOrderRecordDecoder().wrap(buffer, offset, blockLength, version));
            case FinishedAuctionRecordDecoder.TEMPLATE_ID ->
                onFinishedAuctionRecord(new FinishedAuctionRecordDecoder().wrap(buffer, offset, blockLength, version));
            case SnapshotHeaderDecoder.TEMPLATE_ID ->
                lastSeq = new SnapshotHeaderDecoder()
                        .wrap(buffer, offset, blockLength, version)
                        .lastSeq();
            default -> {
                // Names are the directory's.
            }
        }
    }

    /** Writes what a market's snapshot does not know: finished orders that can still be asked for, and how auctions ended. */
    public void writeFinished(SnapshotSink sink) {
        writeFinishedOrders(sink);
        writeFinishedAuctions(sink);
    }

    private void writeFinishedAuctions(SnapshotSink sink) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(64);
        FinishedAuctionRecordEncoder record = new FinishedAuctionRecordEncoder();
        int length = Transaction.EVENT_FRAME_LENGTH + FinishedAuctionRecordEncoder.BLOCK_LENGTH;
        new EventFrameEncoder()
                .wrap(buffer, 0)
                .frameLength(length)
                .blockLength(FinishedAuctionRecordEncoder.BLOCK_LENGTH)
                .templateId(FinishedAuctionRecordEncoder.TEMPLATE_ID)
                .version(FinishedAuctionRecordEncoder.SCHEMA_VERSION);
        for (int id = 0; id < auctions.length; id++) {
            AuctionView view = auctions[id];
            if (view == null || !view.isOver()) {
                continue;
            }
            record.wrap(buffer, Transaction.EVENT_FRAME_LENGTH)
                    .auctionId(id)
                    .leaderAccountId(view.leaderAccountId)
                    .priceMinor(view.priceMinor)
                    .minNextMinor(view.minNextMinor)
                    .endsAtNs(view.endsAtNs)
                    .bids(view.bids)
                    .reserveMet(view.isReserveMet ? BooleanType.TRUE : BooleanType.FALSE);
            sink.onRecord(buffer, 0, length);
        }
    }

    private void writeFinishedOrders(SnapshotSink sink) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
        FinishedOrderRecordEncoder record = new FinishedOrderRecordEncoder();
        EventFrameEncoder frame = new EventFrameEncoder();
        orders.forEachFinished(order -> {
            record.wrap(buffer, Transaction.EVENT_FRAME_LENGTH)
                    .orderId(orders.orderId(order))
                    .instrumentId(orders.instrumentId(order))
                    .accountId(orders.accountId(order))
                    .priceTicks(orders.priceTicks(order))
                    .qtyLots(orders.qtyLots(order))
                    .filledLots(orders.filledLots(order))
                    .side(orders.isSell(order) ? Side.SELL : Side.BUY)
                    .canceled(orders.state(order) == OrderState.CANCELED ? BooleanType.TRUE : BooleanType.FALSE)
                    .putClOrdId(text, 0, orders.clOrdId(order, text));
            int length = Transaction.EVENT_FRAME_LENGTH + record.encodedLength();
            frame.wrap(buffer, 0)
                    .frameLength(length)
                    .blockLength(FinishedOrderRecordEncoder.BLOCK_LENGTH)
                    .templateId(FinishedOrderRecordEncoder.TEMPLATE_ID)
                    .version(FinishedOrderRecordEncoder.SCHEMA_VERSION);
            sink.onRecord(buffer, 0, length);
        });
    }

    /** Sequence of the last transaction taken in: the present that answers speak of. */
    public long lastSeq() {
        return lastSeq;
    }

    /**
     * Answers with every account by name.
     *
     * @param atNs the time that the answer carries
     * @return null when {@code out} has the answer, else why there is none, and nothing was written
     */
    public Refusal answerInFull(JsonQuery query, long atNs, JsonWriter out) {
        return answer(query, atNs, true, 0, out);
    }

    /** Answers as an account sees it, others by alias; 0: nobody's. Otherwise as {@link #answerInFull}. */
    public Refusal answer(JsonQuery query, long atNs, int viewerAccountId, JsonWriter out) {
        return answer(query, atNs, false, viewerAccountId, out);
    }

    private Refusal answer(JsonQuery query, long atNs, boolean isFull, int viewer, JsonWriter out) {
        return switch (query.subject()) {
            case BOOK -> answerBook(query, atNs, out);
            case AUCTION -> answerAuction(query, atNs, isFull, viewer, out);
            case BALANCE -> answerBalance(query, atNs, out);
            case ORDER -> answerOrder(query, atNs, out);
        };
    }

    private Refusal answerBook(JsonQuery query, long atNs, JsonWriter out) {
        Directory.Instrument instrument = directory.instrument(query.instrumentId());
        if (instrument == null) {
            return Refusal.UNKNOWN_INSTRUMENT;
        }
        begin("book", atNs, out);
        out.field("instrument", instrument.name());
        levels("bids", side(instrument.id(), false), instrument, query.depth(), out);
        levels("asks", side(instrument.id(), true), instrument, query.depth(), out);
        out.endObject();
        return null;
    }

    private static void levels(String name, BookSide side, Directory.Instrument instrument, int depth, JsonWriter out) {
        out.name(name).beginArray();
        for (int level = 0; level < Math.min(depth, side.count()); level++) {
            out.beginArray().decimal(side.priceTicks(level) * instrument.tick(), instrument.priceDecimals());
            levelQty(side, level, instrument, out);
            out.value(side.orders(level)).endArray();
        }
        out.endArray();
    }

    /** The sum of a level's orders may exceed what one of them, or a long, may have. */
    private static void levelQty(BookSide side, int level, Directory.Instrument instrument, JsonWriter out) {
        long qty = side.qtyLots(level) * instrument.lot();
        boolean fits = !side.isBeyondLimit(level) && Math.multiplyHigh(side.qtyLots(level), instrument.lot()) == 0;
        if (fits && qty >= 0) {
            out.decimal(qty, instrument.qtyDecimals());
        } else {
            BigInteger exact = side.exactQtyLots(level).multiply(BigInteger.valueOf(instrument.lot()));
            out.value(new BigDecimal(exact, instrument.qtyDecimals()).toPlainString());
        }
    }

    private Refusal answerAuction(JsonQuery query, long atNs, boolean isFull, int viewer, JsonWriter out) {
        Directory.Auction auction = directory.auction(query.auctionId());
        if (auction == null) {
            return Refusal.UNKNOWN_AUCTION;
        }
        AuctionView view = auctionView(auction.id());
        int decimals = directory.asset(auction.assetId()).decimals();
        begin("auction", atNs, out);
        out.field("auction", auction.name()).field("state", view.state.jsonName());
        if (view.priceMinor != AuctionView.ABSENT) {
            out.name("price").decimal(view.priceMinor, decimals);
        }
        if (view.leaderAccountId != 0) {
            leader(auction.id(), view.leaderAccountId, isFull || viewer == view.leaderAccountId, out);
        }
        out.name("minNext").decimal(view.minNextMinor, decimals);
        if (view.endsAtNs != AuctionView.ABSENT) {
            out.field("endsAt", micros(view.endsAtNs));
        }
        out.field("bids", view.bids);
        out.field("reserveMet", view.isReserveMet);
        if (view.state == AuctionView.State.SCHEDULED && auction.opensAtNs() != Directory.NO_TIME) {
            out.field("opensAt", micros(auction.opensAtNs()));
        }
        out.endObject();
        return null;
    }

    private void leader(int auctionId, int accountId, boolean byName, JsonWriter out) {
        int number = aliases.get(auctionId, accountId);
        if (byName) {
            out.field("leader", directory.account(accountId).name());
        } else if (number != Aliases.NONE) {
            out.name("leader").prefixed("bidder-", number);
        }
    }

    private Refusal answerBalance(JsonQuery query, long atNs, JsonWriter out) {
        Directory.Account account = directory.account(query.accountId());
        Directory.Asset asset = directory.asset(query.assetId());
        if (account == null || asset == null) {
            return account == null ? Refusal.UNKNOWN_ACCOUNT : Refusal.UNKNOWN_ASSET;
        }
        BalanceView balance = balances.get(balanceKey(account.id(), asset.id()));
        long totalMinor = balance == null ? 0 : balance.totalMinor;
        long heldMinor = balance == null ? 0 : balance.heldMinor;
        begin("balance", atNs, out);
        out.field("account", account.name()).field("asset", asset.name());
        out.name("total").decimal(totalMinor, asset.decimals());
        out.name("held").decimal(heldMinor, asset.decimals());
        out.name("available").decimal(totalMinor - heldMinor, asset.decimals());
        out.endObject();
        return null;
    }

    private Refusal answerOrder(JsonQuery query, long atNs, JsonWriter out) {
        Directory.Account account = directory.account(query.accountId());
        if (account == null) {
            return Refusal.UNKNOWN_ACCOUNT;
        }
        int order = orders.find(account.id(), query.clOrdId(), query.clOrdIdLength());
        if (order == OrderViews.NONE) {
            return Refusal.UNKNOWN_ORDER;
        }
        Directory.Instrument instrument = directory.instrument(orders.instrumentId(order));
        begin("order", atNs, out);
        out.field("account", account.name()).name("clOrdId").ascii(text, 0, orders.clOrdId(order, text));
        out.field("state", orders.state(order).jsonName());
        out.name("price").decimal(orders.priceTicks(order) * instrument.tick(), instrument.priceDecimals());
        qty("qty", orders.qtyLots(order), instrument, out);
        qty("leaves", orders.leavesLots(order), instrument, out);
        qty("filled", orders.filledLots(order), instrument, out);
        out.name("orderId").quoted(orders.orderId(order));
        out.field("instrument", instrument.name()).field("side", orders.isSell(order) ? "sell" : "buy");
        out.endObject();
        return null;
    }

    private static void qty(String name, long lots, Directory.Instrument instrument, JsonWriter out) {
        out.name(name).decimal(lots * instrument.lot(), instrument.qtyDecimals());
    }

    private void begin(String type, long atNs, JsonWriter out) {
        out.beginObject()
                .field("type", type)
                .field("seq", lastSeq)
                .field("idx", 0)
                .field("at", micros(atNs));
    }

    private void onEvent(Transaction transaction) {
        DirectBuffer buffer = transaction.buffer();
        int offset = transaction.eventOffset();
        int blockLength = transaction.eventBlockLength();
        int version = transaction.eventVersion();
        switch (transaction.eventTemplateId()) {
            case CreatedDecoder.TEMPLATE_ID ->
                onCreated(created.wrap(buffer, offset, blockLength, version), transaction);
            case OrderAcceptedDecoder.TEMPLATE_ID ->
                onOrderAccepted(orderAccepted.wrap(buffer, offset, blockLength, version), transaction);
            case TradedDecoder.TEMPLATE_ID -> onTraded(traded.wrap(buffer, offset, blockLength, version));
            case OrderCanceledDecoder.TEMPLATE_ID ->
                onOrderCanceled(orderCanceled.wrap(buffer, offset, blockLength, version));
            case AuctionOpenedDecoder.TEMPLATE_ID ->
                onAuctionOpened(auctionOpened.wrap(buffer, offset, blockLength, version));
            case AuctionStateDecoder.TEMPLATE_ID ->
                onAuctionState(auctionState.wrap(buffer, offset, blockLength, version));
            case AuctionExtendedDecoder.TEMPLATE_ID -> {
                auctionExtended.wrap(buffer, offset, blockLength, version);
                auctionView(auctionExtended.auctionId()).endsAtNs = auctionExtended.endsAtNs();
            }
            case AuctionClosedDecoder.TEMPLATE_ID ->
                onAuctionClosed(auctionClosed.wrap(buffer, offset, blockLength, version));
            default -> {
                // Changes nothing that is shown here.
            }
        }
    }

    private void onCreated(CreatedDecoder created, Transaction transaction) {
        if (created.kind() != EntityKind.AUCTION) {
            return;
        }
        createAuction.wrap(
                transaction.buffer(),
                transaction.commandBodyOffset(),
                transaction.commandBlockLength(),
                transaction.commandVersion());
        AuctionView view = auctionView(created.id());
        view.minNextMinor = createAuction.start();
        view.endsAtNs = createAuction.closesAtNs();
        view.isReserveMet = createAuction.reserve() == CreateAuctionDecoder.reserveNullValue();
    }

    private void onOrderAccepted(OrderAcceptedDecoder accepted, Transaction transaction) {
        newOrder.wrap(
                transaction.buffer(),
                transaction.commandBodyOffset(),
                transaction.commandBlockLength(),
                transaction.commandVersion());
        int instrumentId = newOrder.instrumentId();
        long priceTicks = newOrder.price() / directory.tick(instrumentId);
        long qtyLots = newOrder.qty() / directory.lot(instrumentId);
        boolean isSell = newOrder.side() == Side.SELL;
        int length = newOrder.getClOrdId(text, 0, text.length);
        orders.open(
                accepted.orderId(), transaction.accountId(), instrumentId, isSell, priceTicks, qtyLots, text, length);
        // What it trades at once leaves the book again by events of its own.
        side(instrumentId, isSell).add(priceTicks, qtyLots);
    }

    private void onTraded(TradedDecoder traded) {
        long qtyLots = traded.qtyLots();
        trade(orders.openOrder(traded.makerOrderId()), qtyLots);
        trade(orders.openOrder(traded.takerOrderId()), qtyLots);
    }

    private void trade(int order, long qtyLots) {
        orders.fill(order, qtyLots);
        boolean isFilled = orders.leavesLots(order) == 0;
        side(orders.instrumentId(order), orders.isSell(order)).reduce(orders.priceTicks(order), qtyLots, isFilled);
        if (isFilled) {
            orders.finish(order, OrderState.FILLED);
        }
    }

    private void onOrderCanceled(OrderCanceledDecoder canceled) {
        int order = orders.openOrder(canceled.orderId());
        side(orders.instrumentId(order), orders.isSell(order))
                .reduce(orders.priceTicks(order), orders.leavesLots(order), true);
        orders.finish(order, OrderState.CANCELED);
    }

    private void onAuctionOpened(AuctionOpenedDecoder opened) {
        AuctionView view = auctionView(opened.auctionId());
        view.state = AuctionView.State.OPEN;
        view.minNextMinor = opened.minNextMinor();
        view.endsAtNs = opened.endsAtNs();
    }

    private void onAuctionState(AuctionStateDecoder state) {
        AuctionView view = auctionView(state.auctionId());
        view.leaderAccountId = state.leaderAccountId();
        view.priceMinor = state.priceMinor();
        view.minNextMinor = state.minNextMinor();
        view.endsAtNs = state.endsAtNs();
        view.bids = state.bids();
        view.isReserveMet = state.reserveMet() == BooleanType.TRUE;
    }

    private void onAuctionClosed(AuctionClosedDecoder closed) {
        AuctionView view = auctionView(closed.auctionId());
        boolean isCanceled = closed.outcome() == AuctionOutcome.CANCELED;
        view.state = isCanceled ? AuctionView.State.CANCELED : AuctionView.State.CLOSED;
        if (closed.outcome() == AuctionOutcome.SOLD) {
            view.priceMinor = closed.priceMinor();
            view.leaderAccountId = closed.winnerAccountId();
        }
    }

    private void onOrderRecord(OrderRecordDecoder record) {
        int length = record.getClOrdId(text, 0, text.length);
        boolean isSell = record.side() == Side.SELL;
        int order = orders.open(
                record.orderId(),
                record.accountId(),
                record.instrumentId(),
                isSell,
                record.priceTicks(),
                record.qtyLots(),
                text,
                length);
        orders.fill(order, record.qtyLots() - record.leavesLots());
        side(record.instrumentId(), isSell).add(record.priceTicks(), record.leavesLots());
    }

    private void onFinishedOrderRecord(FinishedOrderRecordDecoder record) {
        int length = record.getClOrdId(text, 0, text.length);
        int order = orders.open(
                record.orderId(),
                record.accountId(),
                record.instrumentId(),
                record.side() == Side.SELL,
                record.priceTicks(),
                record.qtyLots(),
                text,
                length);
        orders.fill(order, record.filledLots());
        boolean isCanceled = record.canceled() == BooleanType.TRUE;
        orders.finish(order, isCanceled ? OrderState.CANCELED : OrderState.FILLED);
    }

    private void onAuctionRecord(AuctionRecordDecoder record) {
        AuctionView view = auctionView(record.auctionId());
        view.state = AuctionView.State.values()[record.phase() - 1];
        view.priceMinor = record.priceMinor();
        view.leaderAccountId = record.leaderAccountId();
        view.bids = record.bids();
        view.endsAtNs = record.endsAtNs();
        view.isReserveMet = record.reserve() == AuctionRecordDecoder.reserveNullValue()
                || (view.priceMinor != AuctionView.ABSENT && view.priceMinor >= record.reserve());
        view.minNextMinor = view.priceMinor == AuctionView.ABSENT
                ? record.start()
                : view.priceMinor + increments(record).at(view.priceMinor);
    }

    private void onFinishedAuctionRecord(FinishedAuctionRecordDecoder record) {
        AuctionView view = auctionView(record.auctionId());
        view.leaderAccountId = record.leaderAccountId();
        view.priceMinor = record.priceMinor();
        view.minNextMinor = record.minNextMinor();
        view.endsAtNs = record.endsAtNs();
        view.bids = record.bids();
        view.isReserveMet = record.reserveMet() == BooleanType.TRUE;
    }

    private static Increments increments(AuctionRecordDecoder record) {
        if (record.incrementPercentMicros() != AuctionRecordDecoder.incrementPercentMicrosNullValue()) {
            return Increments.percent(record.incrementPercentMicros());
        }
        AuctionRecordDecoder.IncrementsDecoder group = record.increments();
        long[] belows = new long[group.count()];
        long[] steps = new long[group.count()];
        for (int i = 0; group.hasNext(); i++) {
            group.next();
            boolean isLast = group.below() == AuctionRecordDecoder.IncrementsDecoder.belowNullValue();
            belows[i] = isLast ? Increments.UNBOUNDED : group.below();
            steps[i] = group.step();
        }
        return Increments.table(belows, steps);
    }

    private BookSide side(int instrumentId, boolean isSell) {
        if (instrumentId >= bids.length) {
            int capacity = Math.max(instrumentId + 1, bids.length * 2);
            bids = Arrays.copyOf(bids, capacity);
            asks = Arrays.copyOf(asks, capacity);
        }
        if (bids[instrumentId] == null) {
            bids[instrumentId] = new BookSide(true);
            asks[instrumentId] = new BookSide(false);
        }
        return isSell ? asks[instrumentId] : bids[instrumentId];
    }

    private AuctionView auctionView(int auctionId) {
        if (auctionId >= auctions.length) {
            auctions = Arrays.copyOf(auctions, Math.max(auctionId + 1, auctions.length * 2));
        }
        if (auctions[auctionId] == null) {
            auctions[auctionId] = new AuctionView();
        }
        return auctions[auctionId];
    }

    private BalanceView balance(int accountId, int assetId) {
        long key = balanceKey(accountId, assetId);
        BalanceView balance = balances.get(key);
        if (balance == null) {
            balance = new BalanceView();
            balances.put(key, balance);
        }
        return balance;
    }

    private static long balanceKey(int accountId, int assetId) {
        return (long) accountId << 32 | assetId;
    }

    private static long micros(long ns) {
        return Math.floorDiv(ns, 1_000L);
    }
}
