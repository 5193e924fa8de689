package io.gavel.settlement.sink;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one database transaction settles: the rows of whole commands, from one journal sequence up to another.
 *
 * <p>All tables are cut at the same sequence, so a database is always at one consistent point of the journal. Nothing is
 * cleared before the database has committed. Thread: the settlement's.
 */
public final class RowBatch {
    private final Map<Table, Rows> rows = new EnumMap<>(Table.class);
    private final Rows[] all;

    private long fromSeq;
    private long nextSeq;
    private long bytes;
    private long digest;
    private long rowSum;
    private long lastTimeNs;
    private Anchor anchor = Anchor.START;

    public RowBatch() {
        for (Table table : Table.values()) {
            rows.put(table, new Rows(table));
        }
        all = rows.values().toArray(new Rows[0]);
    }

    /** Forgets all rows and starts behind what was settled. */
    public void reset(long fromSeq) {
        rows.values().forEach(Rows::clear);
        this.fromSeq = fromSeq;
        nextSeq = fromSeq;
        bytes = 0;
    }

    /**
     * The rows now cover everything before {@code nextSeq}.
     *
     * @param bytes journal bytes that were added
     * @param digest over all transactions before {@code nextSeq}, from the journal's first
     * @param rowSum over the rows that later ones follow from
     * @param lastTimeNs engine time of the last of them
     */
    public void cover(long nextSeq, int bytes, long digest, long rowSum, long lastTimeNs) {
        this.nextSeq = nextSeq;
        this.bytes += bytes;
        this.digest = digest;
        this.rowSum = rowSum;
        this.lastTimeNs = lastTimeNs;
    }

    /** The newest point that is covered by which the journal can be known again; stays over {@link #reset}. */
    public void anchor(Anchor anchor) {
        this.anchor = anchor;
    }

    public Rows rows(Table table) {
        return rows.get(table);
    }

    /** First sequence of the batch. */
    public long fromSeq() {
        return fromSeq;
    }

    /** One more than the last sequence of the batch. */
    public long nextSeq() {
        return nextSeq;
    }

    public boolean isEmpty() {
        return nextSeq == fromSeq;
    }

    /** Journal bytes behind the batch. */
    public long bytes() {
        return bytes;
    }

    public long digest() {
        return digest;
    }

    public long rowSum() {
        return rowSum;
    }

    public Anchor anchor() {
        return anchor;
    }

    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** Rows of all tables. */
    public long rowCount() {
        long count = 0;
        for (Rows of : all) {
            count += of.size();
        }
        return count;
    }
}
