package io.gavel.engine.market.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.Bytes;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.log.ContinuationDecoder;
import io.gavel.wire.log.OrderCanceledEncoder;
import io.gavel.wire.log.UpgradeEncoder;
import io.gavel.wire.types.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TransactionBufferTest {
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[64]);
    private final TransactionBuffer buffer = new TransactionBuffer(1024);
    private final Transaction transaction = new Transaction();

    @Test
    void splitsAtTheMostEventsATransactionMayHave() {
        write(Transaction.MAX_EVENTS * 2 + 1, 8);
        assertEquals(3, buffer.count());
        int offset = 0;
        int events = 0;
        for (int i = 0; i < buffer.count(); i++) {
            transaction.wrap(buffer.buffer(), offset, buffer.firstSeq() + i);
            assertEquals(i < 2, transaction.continues());
            assertEquals(i > 0, transaction.isContinuation());
            assertEquals(16, transaction.accountId());
            assertTrue(transaction.isAdmin());
            assertEquals(99, transaction.timeNs());
            if (i > 0) {
                ContinuationDecoder continuation = new ContinuationDecoder();
                continuation.wrap(
                        buffer.buffer(),
                        transaction.commandBodyOffset(),
                        transaction.commandBlockLength(),
                        transaction.commandVersion());
                assertEquals(5, continuation.ofSeq());
            }
            while (transaction.nextEvent()) {
                assertEquals(events++, buffer.buffer().getInt(transaction.eventOffset()));
            }
            offset += transaction.length();
        }
        assertEquals(Transaction.MAX_EVENTS * 2 + 1, events);
        assertEquals(buffer.length(), offset);
    }

    @Test
    void splitsBeforeATransactionExceedsItsMostBytes() {
        write(200, 1_000);
        int offset = 0;
        for (int i = 0; i < buffer.count(); i++) {
            transaction.wrap(buffer.buffer(), offset, 5 + i);
            assertTrue(transaction.length() <= Transaction.MAX_LENGTH, "length=" + transaction.length());
            offset += transaction.length();
        }
        assertTrue(buffer.count() > 5);
        assertEquals(buffer.length(), offset);
    }

    @Test
    void givesBackWhatOnlyAVeryLargeCommandNeeded() {
        write(20_000, 1_000);
        assertTrue(buffer.buffer().capacity() > 16 * 1024 * 1024);
        buffer.clear();
        assertEquals(1024, buffer.buffer().capacity());
        write(2, 8);
        assertEquals(1, buffer.count());
    }

    /** Writes a command and returns its length. */
    private int command() {
        new CommandHeadEncoder().wrap(command, 0).accountId(16).authority((short) Transaction.AUTHORITY_ADMIN);
        return new UpgradeEncoder()
                .wrapAndApplyHeader(command, Transaction.COMMAND_HEAD_LENGTH, new MessageHeaderEncoder())
                .ruleSet(1)
                .limit();
    }

    private void write(int events, int bodyLength) {
        int at = buffer.take(command, 0, command());
        buffer.begin(5, command());
        assertEquals(at, buffer.openCommandOffset());
        assertEquals(command(), buffer.openCommandLength());
        buffer.at(99);
        for (int i = 0; i < events; i++) {
            int body = buffer.event(bodyLength);
            buffer.mutableBuffer().putInt(body, i);
            buffer.endEvent(OrderCanceledEncoder.TEMPLATE_ID, bodyLength);
        }
        assertEquals(5 + buffer.count(), buffer.end());
    }

    @Test
    void whatIsWrittenAtOnceIsWhatIsWrittenStepByStep() {
        int length = command();
        TransactionBuffer other = new TransactionBuffer(1024);
        for (int seq = 5; seq < 100; seq++) {
            byte[] id = {1, 2, 3, 4, 5, 6, 7, 8};
            other.take(command, 0, length);
            other.begin(seq, length);
            other.at(99 + seq);
            other.event(OrderCanceledEncoder.BLOCK_LENGTH + 33);
            long idPlace = OrderEvents.idPlace(other.eventPlace(), OrderCanceledEncoder.BLOCK_LENGTH);
            System.arraycopy(id, 0, other.bytes(), (int) (idPlace - Bytes.place(0)), id.length);
            other.written(OrderEvents.canceled(other.bytes(), other.eventPlace(), seq, 16, 7, 1, 100, 3, 0, id.length));
            other.end();

            int at = buffer.take(command, 0, length);
            assertEquals(TransactionBuffer.NONE, buffer.openCommandOffset());
            long place = Bytes.place(at + length);
            idPlace = OrderEvents.idPlace(place, OrderCanceledEncoder.BLOCK_LENGTH);
            System.arraycopy(id, 0, buffer.bytes(), (int) (idPlace - Bytes.place(0)), id.length);
            int events = OrderEvents.canceled(buffer.bytes(), place, seq, 16, 7, 1, 100, 3, 0, id.length);
            buffer.whole(seq, 99 + seq, length, events);
            assertEquals(TransactionBuffer.NONE, buffer.openCommandOffset());
        }
        assertEquals(other.count(), buffer.count());
        assertEquals(5, buffer.firstSeq());
        assertEquals(
                new UnsafeBuffer(other.buffer(), 0, other.length()),
                new UnsafeBuffer(buffer.buffer(), 0, buffer.length()));
    }

    @Test
    void moreThanAnArrayHoldsIsSaidInsteadOfWritten() {
        buffer.take(command, 0, 16);
        buffer.begin(1, 16);
        String told = assertThrows(IllegalStateException.class, () -> buffer.event(Integer.MAX_VALUE - 16))
                .getMessage();
        assertTrue(told.startsWith("expected less than 2 GiB of transactions, bytes="), told);
    }

    @Test
    void commandsThatCannotBeAreNotCopied() {
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.take(command, -8, 16));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.take(command, 0, -8));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.take(command, 8, 64));
    }
}
