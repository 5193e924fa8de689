package io.gavel.settlement;

import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.RowReader;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.Transaction;
import org.agrona.collections.LongHashSet;

/** Transactions of commands that operators have given up. Remembers which. */
final class GivenUpRows {
    private final RowSum sum;
    private final Rows givenUp;
    private final LongHashSet seqs = new LongHashSet();

    GivenUpRows(RowBatch batch, RowSum sum) {
        this.sum = sum;
        givenUp = batch.rows(Table.GIVEN_UP);
    }

    void onSkipped(Transaction tx) {
        givenUp.append()
                .add(tx.seq())
                .add(tx.accountId())
                .add(tx.commandTemplateId())
                .add(tx.timeNs())
                .end();
        seqs.add(tx.seq());
        sum.add(givenUp.hash());
    }

    boolean contains(long seq) {
        return seqs.contains(seq);
    }

    void restore(Rows rows) {
        RowReader row = new RowReader(rows);
        while (row.next()) {
            seqs.add(row.number());
            sum.add(row.hash());
        }
    }
}
