package io.gavel.engine.market.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private void write(int events, int bodyLength) {
        new CommandHeadEncoder().wrap(command, 0).accountId(16).authority((short) Transaction.AUTHORITY_ADMIN);
        int limit = new UpgradeEncoder()
                .wrapAndApplyHeader(command, Transaction.COMMAND_HEAD_LENGTH, new MessageHeaderEncoder())
                .ruleSet(1)
                .limit();
        buffer.begin(5, command, 0, limit);
        buffer.at(99);
        for (int i = 0; i < events; i++) {
            int body = buffer.event(bodyLength);
            buffer.mutableBuffer().putInt(body, i);
            buffer.endEvent(OrderCanceledEncoder.TEMPLATE_ID, bodyLength);
        }
        assertEquals(5 + buffer.count(), buffer.end());
    }

    @Test
    void moreThanAnArrayHoldsIsSaidInsteadOfWritten() {
        buffer.begin(1, command, 0, 16);
        String told = assertThrows(IllegalStateException.class, () -> buffer.event(Integer.MAX_VALUE - 16))
                .getMessage();
        assertTrue(told.startsWith("expected less than 2 GiB of transactions, bytes="), told);
    }

    @Test
    void commandsThatCannotBeAreNotCopied() {
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.begin(1, command, -8, 16));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.begin(1, command, 0, -8));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.begin(1, command, 8, 64));
    }
}
