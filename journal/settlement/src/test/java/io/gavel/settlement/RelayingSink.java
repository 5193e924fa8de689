package io.gavel.settlement;

import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.SettledOffset;
import io.gavel.settlement.sink.SettlementSink;
import io.gavel.settlement.sink.Table;
import java.util.UUID;
import java.util.function.Consumer;

/** Passes everything on: the place where tests make a database fail, or look at it. */
class RelayingSink implements SettlementSink {
    private final SettlementSink sink;

    RelayingSink(SettlementSink sink) {
        this.sink = sink;
    }

    @Override
    public SettledOffset connect(UUID journalId) {
        return sink.connect(journalId);
    }

    @Override
    public void read(Table table, long lastStatus, Consumer<Rows> rows) {
        sink.read(table, lastStatus, rows);
    }

    @Override
    public void begin(RowBatch batch) {
        sink.begin(batch);
    }

    @Override
    public void facts(Rows rows) {
        sink.facts(rows);
    }

    @Override
    public void state(Rows rows) {
        sink.state(rows);
    }

    @Override
    public void commit(RowBatch batch) {
        sink.commit(batch);
    }

    @Override
    public void abort() {
        sink.abort();
    }

    @Override
    public void close() {
        sink.close();
    }
}
