package io.gavel.journal.tool;

import io.gavel.journal.TransactionListener;
import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CreatedDecoder;
import io.gavel.wire.types.EntityKind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Writes a journal as tables, a CSV file each, in one pass. Tell it every transaction from the first on, then close it.
 *
 * <p>Memory grows with names, balances, open orders and open auctions, not with the journal. One thread.
 */
public final class JournalTables implements TransactionListener, AutoCloseable {
    private final Directory directory = new Directory();
    private final EventDecoders decoders = new EventDecoders();
    private final Map<ExportTable, CsvTable> tables = new EnumMap<>(ExportTable.class);
    private final OutputStream eventFile;
    private final EventLines events;
    private final CommandHistory commands;
    private final OrderHistory orders;
    private final AuctionHistory auctions;
    private final BalanceHistory balances;

    /** @param folder exists; files of its tables are overwritten */
    public JournalTables(Path folder) {
        for (ExportTable table : ExportTable.values()) {
            if (table != ExportTable.EVENTS) {
                tables.put(table, new CsvTable(table, folder));
            }
        }
        eventFile = open(folder.resolve(ExportTable.EVENTS.fileName() + ".csv"));
        events = new EventLines(EventFilter.ALL, EventLines.Format.CSV, false, this::write);
        commands =
                new CommandHistory(directory, tables.get(ExportTable.TRANSACTIONS), tables.get(ExportTable.COMMANDS));
        orders = new OrderHistory(directory, tables.get(ExportTable.ORDERS), tables.get(ExportTable.TRADES));
        auctions = new AuctionHistory(directory, tables.get(ExportTable.AUCTIONS), tables.get(ExportTable.BIDS));
        balances = new BalanceHistory(directory, tables.get(ExportTable.BALANCES));
    }

    @Override
    public void onTransaction(Transaction transaction) {
        events.onTransaction(transaction);
        directory.onTransaction(transaction);
        commands.onTransaction(transaction);
        transaction.rewind();
        while (transaction.nextEvent()) {
            onEvent(transaction);
        }
    }

    /** Completes all files. */
    @Override
    public void close() {
        orders.end();
        auctions.end();
        events.flush();
        tables.values().forEach(CsvTable::close);
        try {
            eventFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void onEvent(Transaction at) {
        EventType type = EventType.of(at.eventTemplateId());
        if (type == null) {
            return;
        }
        balances.onEvent(at);
        switch (type) {
            case CREATED -> {
                CreatedDecoder created = decoders.created(at);
                if (created.kind() == EntityKind.AUCTION) {
                    auctions.onCreated(at, created.id());
                }
            }
            case ORDER_ACCEPTED -> orders.onAccepted(at);
            case ORDER_ENTERED -> orders.onEntered(at);
            case ORDER_REPLACED -> orders.onReplaced(at);
            case ORDER_TRIGGERED -> orders.onTriggered(at);
            case MATCH_PREVENTED -> orders.onPrevented(at);
            case TRADED -> orders.onTraded(at);
            case CROSS_TRADED -> orders.onCrossTraded(at);
            case ORDER_CANCELED -> orders.onCanceled(at);
            case BID_ACCEPTED -> auctions.onBidAccepted(at);
            case AUCTION_STATE -> auctions.onState(at);
            case AUCTION_EXTENDED -> auctions.onExtended(at);
            case AUCTION_CLOSED -> auctions.onClosed(at);
            case AUCTION_ENDED -> auctions.onEnded(at);
            case CLOCK_STATE -> auctions.onClockState(at);
            default -> {
                // Its row among the events says all.
            }
        }
    }

    private void write(byte[] bytes, int length) {
        try {
            eventFile.write(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OutputStream open(Path file) {
        try {
            return new BufferedOutputStream(Files.newOutputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
