package io.gavel.journal.tool;

import io.gavel.journal.TransactionListener;
import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.MatchPreventedDecoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes what went into each book and what came out of it, in the two text files that outside checkers of continuous
 * double auctions read: they match the orders themselves, by price, then time, and compare.
 *
 * <pre>
 *   NAME.orders   Buy|Sell|Del,id,timestamp,quantity,price    a line for each accepted order, and each cancel
 *   NAME.trades   bid id,ask id,quantity                      a line for each order that traded
 * </pre>
 *
 * <p>Ids are order ids, prices ticks, quantities lots, a timestamp the number of its line: all whole, and time strictly
 * goes on. What an immediate order did not trade is deleted on the next line. An order that met several has all its trades
 * in one line, divided by semicolons, as the checker of Garg, Raja, Sarswat and Singh has it, or each in a line of its own.
 * One thread; memory does not grow with the journal.
 *
 * <p>Those checkers know plain limit orders and nothing else. A book that had others, replaces or a call is an {@link
 * IllegalArgumentException} that names it.
 */
public final class DoubleAuctionFiles implements TransactionListener, AutoCloseable {
    /** A deleted order needs a quantity and a price; they mean nothing. */
    private static final String DELETED = ",1,0";

    private final class Book {
        private final BufferedWriter orders;
        private final BufferedWriter trades;
        private long instructions;
        private boolean hasTraded;

        Book(String instrument) {
            String name = fileName(instrument);
            orders = open(folder.resolve(name + ".orders"));
            trades = open(folder.resolve(name + ".trades"));
        }

        void instruct(String what, long orderId, String rest) throws IOException {
            endLine();
            orders.write(what + "," + orderId + "," + instructions++ + rest + "\n");
        }

        void trade(long bidId, long askId, long qtyLots) throws IOException {
            if (hasTraded) {
                trades.write(isOneALine ? '\n' : ';');
            }
            trades.write(bidId + "," + askId + "," + qtyLots);
            hasTraded = true;
        }

        void close() throws IOException {
            endLine();
            orders.close();
            trades.close();
        }

        private void endLine() throws IOException {
            if (hasTraded) {
                trades.write('\n');
                hasTraded = false;
            }
        }
    }

    private final Path folder;
    private final boolean isOneALine;
    private final Directory directory = new Directory();
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final EventDecoders decoders = new EventDecoders();
    private final List<Book> books = new ArrayList<>();

    /**
     * @param folder exists
     * @param isOneALine a line for each trade, whatever order it belongs to
     */
    public DoubleAuctionFiles(Path folder, boolean isOneALine) {
        this.folder = folder;
        this.isOneALine = isOneALine;
    }

    @Override
    public void onTransaction(Transaction transaction) {
        directory.onTransaction(transaction);
        transaction.rewind();
        try {
            while (transaction.nextEvent()) {
                onEvent(transaction);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (Book book : books) {
                if (book != null) {
                    book.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name of an instrument as that of a file: what is not a letter, digit, minus or underscore is a percent code. */
    static String fileName(String instrument) {
        StringBuilder name = new StringBuilder();
        for (char c : instrument.toCharArray()) {
            boolean isPlain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            name.append(isPlain ? Character.toString(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return name.toString();
    }

    private void onEvent(Transaction at) throws IOException {
        switch (at.eventTemplateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> {
                newOrder.wrap(at.buffer(), at.commandBodyOffset(), at.commandBlockLength(), at.commandVersion());
                int instrumentId = newOrder.instrumentId();
                if (newOrder.timeInForce() == TimeInForce.FOK
                        || newOrder.minQty() != NewOrderDecoder.minQtyNullValue()
                        || newOrder.displayQty() != NewOrderDecoder.displayQtyNullValue()) {
                    throw notPlain(instrumentId, at);
                }
                book(instrumentId)
                        .instruct(
                                newOrder.side() == Side.SELL ? "Sell" : "Buy",
                                decoders.orderAccepted(at).orderId(),
                                "," + newOrder.qty() / directory.lot(instrumentId) + ","
                                        + newOrder.price() / directory.tick(instrumentId));
            }
            case OrderEnteredDecoder.TEMPLATE_ID -> {
                newOrder.wrap(at.buffer(), at.commandBodyOffset(), at.commandBlockLength(), at.commandVersion());
                throw notPlain(newOrder.instrumentId(), at);
            }
            case OrderReplacedDecoder.TEMPLATE_ID ->
                throw notPlain(decoders.orderReplaced(at).instrumentId(), at);
            case MatchPreventedDecoder.TEMPLATE_ID ->
                throw notPlain(decoders.matchPrevented(at).instrumentId(), at);
            case CrossTradedDecoder.TEMPLATE_ID ->
                throw notPlain(decoders.crossTraded(at).instrumentId(), at);
            case TradedDecoder.TEMPLATE_ID -> {
                TradedDecoder traded = decoders.traded(at);
                boolean takerBuys = traded.takerSide() == Side.BUY;
                book(traded.instrumentId())
                        .trade(
                                takerBuys ? traded.takerOrderId() : traded.makerOrderId(),
                                takerBuys ? traded.makerOrderId() : traded.takerOrderId(),
                                traded.qtyLots());
            }
            case OrderCanceledDecoder.TEMPLATE_ID -> {
                OrderCanceledDecoder canceled = decoders.orderCanceled(at);
                book(canceled.instrumentId()).instruct("Del", canceled.orderId(), DELETED);
            }
            default -> {
                // No business of a book.
            }
        }
    }

    private IllegalArgumentException notPlain(int instrumentId, Transaction at) {
        return new IllegalArgumentException("expected plain limit orders, for the checkers know no others, instrument="
                + directory.instrument(instrumentId).name() + ", seq=" + at.seq());
    }

    private Book book(int instrumentId) {
        while (books.size() <= instrumentId) {
            books.add(null);
        }
        if (books.get(instrumentId) == null) {
            books.set(instrumentId, new Book(directory.instrument(instrumentId).name()));
        }
        return books.get(instrumentId);
    }

    private static BufferedWriter open(Path file) {
        try {
            return Files.newBufferedWriter(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
