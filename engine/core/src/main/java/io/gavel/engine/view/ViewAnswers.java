package io.gavel.engine.view;

import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.json.JsonQuery;
import io.gavel.wire.json.JsonWriter;

/** Answers the questions of the protocol from the views, in JSON. */
final class ViewAnswers {
    private final Directory directory;
    private final OrderViews orders;
    private final BookViews books;
    private final AuctionAnswers auctions;
    private final BalanceViews balances;
    private final byte[] text = new byte[255];
    private long lastSeq;

    ViewAnswers(
            Directory directory, OrderViews orders, BookViews books, BalanceViews balances, AuctionAnswers auctions) {
        this.directory = directory;
        this.orders = orders;
        this.books = books;
        this.auctions = auctions;
        this.balances = balances;
    }

    /**
     * @param seq the present that the answer speaks of
     * @param isFull every account by name
     * @param viewer otherwise who asks; 0: nobody
     */
    Refusal answer(JsonQuery query, long seq, long atNs, boolean isFull, int viewer, JsonWriter out) {
        lastSeq = seq;
        return switch (query.subject()) {
            case BOOK -> answerBook(query, atNs, out);
            case AUCTION -> auctions.auction(query.auctionId(), seq, atNs, isFull, viewer, out);
            case SESSION -> auctions.session(query.sessionId(), seq, atNs, out);
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
        levels("bids", books.side(instrument.id(), false), instrument, query.depth(), out);
        levels("asks", books.side(instrument.id(), true), instrument, query.depth(), out);
        out.endObject();
        return null;
    }

    private static void levels(String name, BookSide side, Directory.Instrument instrument, int depth, JsonWriter out) {
        out.name(name).beginArray();
        for (int level = 0; level < Math.min(depth, side.count()); level++) {
            out.beginArray().decimal(side.priceTicks(level) * instrument.tick(), instrument.priceDecimals());
            side.writeQty(level, instrument, out);
            out.value(side.orders(level)).endArray();
        }
        out.endArray();
    }

    private Refusal answerBalance(JsonQuery query, long atNs, JsonWriter out) {
        Directory.Account account = directory.account(query.accountId());
        Directory.Asset asset = directory.asset(query.assetId());
        if (account == null || asset == null) {
            return account == null ? Refusal.UNKNOWN_ACCOUNT : Refusal.UNKNOWN_ASSET;
        }
        BalanceView balance = balances.find(account.id(), asset.id());
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
        price("price", orders.priceTicks(order), instrument, out);
        price("stopPx", orders.waits(order) ? orders.stopTicks(order) : OrderViews.NO_PRICE, instrument, out);
        qty("qty", orders.qtyLots(order), instrument, out);
        qty("leaves", orders.leavesLots(order), instrument, out);
        qty("filled", orders.filledLots(order), instrument, out);
        out.name("orderId").quoted(orders.orderId(order));
        out.field("instrument", instrument.name()).field("side", orders.isSell(order) ? "sell" : "buy");
        out.endObject();
        return null;
    }

    private static void price(String name, long priceTicks, Directory.Instrument instrument, JsonWriter out) {
        if (priceTicks != OrderViews.NO_PRICE) {
            out.name(name).decimal(priceTicks * instrument.tick(), instrument.priceDecimals());
        }
    }

    private static void qty(String name, long lots, Directory.Instrument instrument, JsonWriter out) {
        out.name(name).decimal(lots * instrument.lot(), instrument.qtyDecimals());
    }

    private void begin(String type, long atNs, JsonWriter out) {
        begin(type, lastSeq, atNs, out);
    }

    /** What every answer begins with. */
    static void begin(String type, long seq, long atNs, JsonWriter out) {
        out.beginObject()
                .field("type", type)
                .field("seq", seq)
                .field("idx", 0)
                .field("at", Math.floorDiv(atNs, 1_000L));
    }
}
