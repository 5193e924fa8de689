package io.gavel.perf.rowlock;

import io.gavel.journal.JournalReader;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.BidAcceptedDecoder;
import java.io.IOException;
import java.nio.file.Path;

/** Reads back from a journal what was answered. */
final class StoredBids {
    private StoredBids() {}

    /**
     * Counts the accepted bids that are durable in a journal, beside its writer.
     *
     * @throws IOException if they are not as many as were answered
     */
    static void verify(Path journal, long answered) throws IOException {
        long stored = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            Transaction transaction = new Transaction();
            while (reader.poll(transaction)) {
                while (transaction.nextEvent()) {
                    stored += transaction.eventTemplateId() == BidAcceptedDecoder.TEMPLATE_ID ? 1 : 0;
                }
            }
        }
        if (stored != answered) {
            throw new IOException(
                    "expected as many durable bids as were answered=" + answered + ", in the journal=" + stored);
        }
    }
}
