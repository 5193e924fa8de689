package io.gavel.settlement.sink;

import java.util.UUID;
import java.util.function.Consumer;

/**
 * A database that is settled into, exactly once: the offset moves in the same transaction as the rows.
 *
 * <p>{@link #connect}, then per batch {@link #begin}, {@link #facts} and {@link #state} for each table that has rows,
 * {@link #commit}. After any exception call {@link #abort} and connect again: the offset then says whether the batch
 * whose answer was lost is in. Thread: one at a time.
 *
 * <p>Every method throws {@link SinkUnavailableException} when it may work later, {@link FencedException} when
 * somebody else writes, and {@link SinkRefusedException} when it never will.
 */
public interface SettlementSink extends AutoCloseable {
    /** Of a table whose rows have no status, too. */
    long ANY_STATUS = Long.MAX_VALUE;

    /** Opens the database, brings its schema up, checks it, and takes it over from any writer before. */
    SettledOffset connect(UUID journalId);

    /**
     * Hands over rows of a table as they are settled, some at a time; for a settlement that goes on from them. Called
     * between {@link #connect} and the first {@link #begin}.
     *
     * @param lastStatus only rows whose {@code status} is at most that; {@link #ANY_STATUS} for all
     * @param rows reused from call to call
     */
    void read(Table table, long lastStatus, Consumer<Rows> rows);

    /** Starts a transaction by moving the offset, before anything else: who lost the database notices here. */
    void begin(RowBatch batch);

    /** Appends rows of a fact table. */
    void facts(Rows rows);

    /** Inserts or overwrites rows of a state table; a row never goes back in {@code last_seq}. */
    void state(Rows rows);

    /** Notes the batch and commits. When it returns, the batch is settled. */
    void commit(RowBatch batch);

    /** Gives up whatever is under way, and the connection with it. Never throws. */
    void abort();

    @Override
    void close();
}
