package io.gavel.engine.scenario;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.Transaction;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A market and the record of all it ever decided, as a journal would keep it. */
final class History {
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private final ByteArrayOutputStream record = new ByteArrayOutputStream();
    private Market market;
    private byte[] last = new byte[0];

    History(MarketConfig config) {
        market = new Market(config);
    }

    Market market() {
        return market;
    }

    void command(DirectBuffer command, int length, long timeNs) {
        out.clear();
        market.onCommand(command, 0, length, timeNs, out);
        keep();
    }

    void time(long timeNs) {
        out.clear();
        market.onTime(timeNs, out);
        keep();
    }

    private void keep() {
        byte[] bytes = new byte[out.length()];
        out.buffer().getBytes(0, bytes);
        record.writeBytes(bytes);
        last = bytes;
    }

    /** What the last command, or time, brought about. */
    Decided last() {
        return new Decided(last, out.firstSeq());
    }

    byte[] record() {
        return record.toByteArray();
    }

    /** Goes on with a new market that took over from a snapshot of the present one. */
    void restart(MarketConfig config) {
        Market restored = new Market(config);
        restored.readSnapshot(SnapshotRecords.of(market));
        market = restored;
    }

    /** Shows every transaction of a record, from sequence 1. */
    static void forEach(byte[] record, Consumer<Transaction> reader) {
        new Decided(record, 1).forEach(reader);
    }

    /** Feeds a record to a new market as a replay does, and returns what that market brought about. */
    static History replay(byte[] record, MarketConfig config) {
        History replayed = new History(config);
        forEach(record, transaction -> {
            if (transaction.seq() <= replayed.market.lastSeq()) {
                return;
            }
            if (transaction.isTimeReached()) {
                replayed.time(transaction.timeNs());
            } else {
                UnsafeBuffer command = new UnsafeBuffer(new byte[transaction.commandLength()]);
                command.putBytes(0, transaction.buffer(), transaction.commandOffset(), transaction.commandLength());
                replayed.command(command, transaction.commandLength(), transaction.timeNs());
            }
        });
        return replayed;
    }
}
