package io.gavel.settlement.sink;

import io.gavel.engine.Hash64;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/**
 * Rows of one table on their way to a database, as plain numbers in one array, one row behind the other.
 *
 * <p>Written column by column in the table's order: {@link #append} or {@link #at}, then {@link #add},
 * {@link #addText}, {@link #addNull} for each column, then {@link #end}. Writing a key again overwrites its row, so a
 * batch holds one row a key however often the key changed. Reused from batch to batch; allocates only to grow.
 */
public final class Rows {
    /** A column without a value. No money, price, time or id ever is this. */
    public static final long NULL = Long.MIN_VALUE;

    private static final int INITIAL_ROWS = 64;
    private static final long NO_ROW = -1;

    private final Table table;
    private final int width;
    private final boolean hasText;
    private final Long2LongHashMap rowByKey = new Long2LongHashMap(NO_ROW);

    private long[] values;
    private String[] texts;
    private int size;
    private int cursor;
    private int rowEnd;

    public Rows(Table table) {
        this.table = table;
        width = table.columns().size();
        hasText = table.columns().stream().anyMatch(column -> column.kind() == Column.Kind.VARCHAR);
        values = new long[INITIAL_ROWS * width];
        texts = new String[hasText ? values.length : 0];
    }

    public Table table() {
        return table;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Starts one more row. */
    public Rows append() {
        return startAt(newRow());
    }

    /** Starts the row of a key over: a new row, or the one that this batch already has for it. */
    public Rows at(long key) {
        long row = rowByKey.get(key);
        if (row == NO_ROW) {
            row = newRow();
            rowByKey.put(key, row);
        }
        return startAt((int) row);
    }

    public Rows add(long value) {
        values[next()] = value;
        return this;
    }

    /** A text column; null means no value. */
    public Rows addText(String text) {
        int cell = next();
        texts[cell] = text;
        values[cell] = text == null ? NULL : text.hashCode();
        return this;
    }

    public Rows addNull() {
        return add(NULL);
    }

    /** Completes the row; a missing or surplus column is a bug. */
    public void end() {
        if (cursor != rowEnd) {
            throw new IllegalStateException("expected every column to be written, table=" + table.sqlName()
                    + ", columns=" + width + ", written=" + (cursor - rowEnd + width));
        }
    }

    /** The number in a column, or {@link #NULL}; of a text its hash. */
    public long value(int row, int column) {
        return values[row * width + column];
    }

    /** The text in a column, or null. */
    public String text(int row, int column) {
        return texts[row * width + column];
    }

    /** Over the values of a row: the same for equal rows, whoever wrote them. */
    public long hash(int row) {
        long hash = table.sqlName().hashCode();
        for (int cell = row * width; cell < (row + 1) * width; cell++) {
            hash = Hash64.mix(hash, values[cell]);
        }
        return hash;
    }

    /** {@link #hash(int)} of the row that was completed last. */
    public long hash() {
        return hash(rowEnd / width - 1);
    }

    public void clear() {
        if (hasText) {
            Arrays.fill(texts, 0, size * width, null);
        }
        size = 0;
        if (!rowByKey.isEmpty()) {
            rowByKey.clear();
        }
    }

    private int next() {
        if (cursor >= rowEnd) {
            throw new IllegalStateException(
                    "expected no further column, table=" + table.sqlName() + ", columns=" + width);
        }
        return cursor++;
    }

    private int newRow() {
        int needed = (size + 1) * width;
        if (needed > values.length) {
            values = Arrays.copyOf(values, values.length * 2);
            texts = Arrays.copyOf(texts, hasText ? values.length : 0);
        }
        return size++;
    }

    private Rows startAt(int row) {
        cursor = row * width;
        rowEnd = cursor + width;
        return this;
    }
}
