package io.gavel.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.ring.Journal;
import io.gavel.wire.Directory;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.EventFrameDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A reader that comes late, with names from a snapshot, prints what one that saw all prints. */
class LateReaderTest {
    private final List<byte[]> transactions = new ArrayList<>();

    @Test
    void namesFromALaterSnapshotAreThoseThatTheTransactionsGive() {
        RandomExchange exchange = new RandomExchange(5, keep(), 4).open();
        exchange.run(2_000);
        Directory ofSnapshot = new Directory();
        EventFrameDecoder frame = new EventFrameDecoder();
        exchange.market().writeSnapshot((buffer, offset, length) -> {
            frame.wrap(buffer, offset);
            ofSnapshot.onSnapshotRecord(
                    frame.templateId(),
                    buffer,
                    offset + Transaction.EVENT_FRAME_LENGTH,
                    frame.blockLength(),
                    frame.version());
        });
        int known = ofSnapshot.auctions().size();
        int late = transactions.size() / 2;
        String all = print(new Directory(), 1, late);
        assertEquals(all, print(ofSnapshot, late, late));
        assertTrue(all.length() > 100_000);
        assertEquals(known, ofSnapshot.auctions().size(), "what is told twice is known once");
    }

    @Test
    void whatAnEngineDecidesAgainIsTheSameWhereACommandWasGivenUp() {
        new RandomExchange(6, keep(), 4).open().run(300);
        Market market = new Market(MarketConfig.defaults());
        List<Long> decided = new ArrayList<>();
        Redecision redecision = new Redecision(market, transaction -> decided.add(transaction.seq()));
        int givenUp = transactions.size() - 1;
        while (new Transaction()
                .wrap(new UnsafeBuffer(transactions.get(givenUp - 1)), 0, givenUp)
                .isContinuation()) {
            givenUp--;
        }
        for (int i = 0; i < givenUp; i++) {
            Transaction transaction = new Transaction().wrap(new UnsafeBuffer(transactions.get(i)), 0, i + 1);
            redecision.onTransaction(i + 1 == givenUp ? transaction.skip() : transaction);
        }
        assertEquals(givenUp, market.lastSeq());
        assertEquals(givenUp - 1, decided.size());
    }

    /** The lines from one sequence on, of a reader that is told all from another on. */
    private String print(Directory names, int toldFrom, int printedFrom) {
        StringBuilder text = new StringBuilder();
        EventLines lines = new EventLines(
                names,
                EventFilter.seqs(printedFrom + 300, Long.MAX_VALUE),
                EventLines.Format.JSON,
                true,
                (bytes, length) -> text.append(new String(bytes, 0, length, StandardCharsets.UTF_8)));
        for (int i = toldFrom - 1; i < transactions.size(); i++) {
            lines.onTransaction(new Transaction().wrap(new UnsafeBuffer(transactions.get(i)), 0, i + 1));
        }
        lines.flush();
        return text.toString();
    }

    private Journal keep() {
        return new Journal() {
            @Override
            public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
                Transaction transaction = new Transaction();
                int at = offset;
                for (int i = 0; i < count; i++) {
                    transaction.wrap(buffer, at, firstSeq + i);
                    byte[] bytes = new byte[transaction.length()];
                    buffer.getBytes(at, bytes);
                    transactions.add(bytes);
                    at += bytes.length;
                }
            }

            @Override
            public long durableSeq() {
                return transactions.size();
            }

            @Override
            public Durability level() {
                return Durability.MEMORY;
            }

            @Override
            public void close() {
                // Kept in memory.
            }
        };
    }
}
