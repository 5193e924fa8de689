package io.gavel.journal;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.TransactionBuffer;
import io.gavel.wire.CommandType;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import org.agrona.DirectBuffer;

/**
 * Lets a market decide a journal again and compares, byte for byte, what it decides with what is recorded.
 *
 * <p>A recorded transaction is fed if the market has not come to it yet; what the call before produced as well
 * (continuations, deadlines of the same instant) is only compared. Transactions that a snapshot already holds are
 * passed over. One thread.
 */
public final class Replayer implements TransactionListener {
    private static final int SHOWN_BYTES = 64;
    private static final int INITIAL_CAPACITY = 1 << 16;

    private final Market market;
    private final TransactionBuffer produced = new TransactionBuffer(INITIAL_CAPACITY);
    private final Transaction decided = new Transaction();

    private int comparedLength;
    private int comparedCount;
    private long replayed;

    /** @param market new, or as a snapshot left it */
    public Replayer(Market market) {
        this.market = market;
    }

    /** @throws ReplayDiverged at the first difference; the market must not be used any more */
    @Override
    public void onTransaction(Transaction recorded) {
        if (recorded.seq() > market.lastSeq()) {
            feed(recorded);
        } else if (comparedCount == produced.count()) {
            return;
        }
        compare(recorded);
        replayed++;
    }

    /** How many transactions were decided again. */
    public long replayed() {
        return replayed;
    }

    /** How many transactions the market decided beyond the recorded end: what a cut command still lacks. */
    public int pendingCount() {
        return produced.count() - comparedCount;
    }

    DirectBuffer pendingBuffer() {
        return produced.buffer();
    }

    int pendingOffset() {
        return comparedLength;
    }

    int pendingLength() {
        return produced.length() - comparedLength;
    }

    private void feed(Transaction recorded) {
        if (pendingCount() > 0) {
            throw diverged(recorded, "decided more than recorded");
        }
        produced.clear();
        comparedLength = 0;
        comparedCount = 0;
        if (recorded.isTimeReached()) {
            market.onTime(recorded.timeNs(), produced);
        } else {
            market.onCommand(
                    recorded.buffer(), recorded.commandOffset(), recorded.commandLength(), recorded.timeNs(), produced);
        }
        if (produced.count() == 0 || produced.firstSeq() != recorded.seq()) {
            throw new ReplayDiverged(
                    recorded.seq(),
                    "recorded=" + describe(recorded) + ", decided=" + produced.count() + " transactions from "
                            + produced.firstSeq());
        }
    }

    private void compare(Transaction recorded) {
        decided.wrap(produced.buffer(), comparedLength, recorded.seq());
        int length = recorded.length();
        if (decided.length() != length) {
            throw diverged(recorded, "lengths " + length + " and " + decided.length());
        }
        for (int i = 0; i < length; i++) {
            if (decided.buffer().getByte(comparedLength + i)
                    != recorded.buffer().getByte(recorded.offset() + i)) {
                throw diverged(recorded, "first difference at byte " + i);
            }
        }
        comparedLength += length;
        comparedCount++;
    }

    private ReplayDiverged diverged(Transaction recorded, String difference) {
        decided.wrap(produced.buffer(), comparedLength, recorded.seq());
        return new ReplayDiverged(
                recorded.seq(), difference + ", recorded=" + describe(recorded) + ", decided=" + describe(decided));
    }

    /** Types in words, then the first bytes. */
    private static String describe(Transaction transaction) {
        StringBuilder text = new StringBuilder();
        CommandType command = CommandType.of(transaction.commandTemplateId());
        text.append(command == null ? "command " + transaction.commandTemplateId() : command.jsonName());
        text.append('@').append(transaction.timeNs()).append(" [");
        String separator = "";
        for (transaction.rewind(); transaction.nextEvent(); separator = " ") {
            EventType event = EventType.of(transaction.eventTemplateId());
            text.append(separator);
            text.append(event == null ? "event " + transaction.eventTemplateId() : event.jsonName());
        }
        text.append("] ");
        transaction.rewind();
        int shown = Math.min(SHOWN_BYTES, transaction.length());
        for (int i = 0; i < shown; i++) {
            int unsigned = transaction.buffer().getByte(transaction.offset() + i) & 0xFF;
            text.append(Character.forDigit(unsigned >> 4, 16)).append(Character.forDigit(unsigned & 0xF, 16));
        }
        return shown < transaction.length() ? text.append('…').toString() : text.toString();
    }
}
