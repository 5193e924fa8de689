package io.gavel.settlement.sink;

/**
 * Reads rows column by column in the table's order, as {@link Rows} writes them: {@link #next}, then {@link #number},
 * {@link #integer} or {@link #text} for each column.
 */
public final class RowReader {
    private final Rows rows;
    private int row = -1;
    private int column;

    public RowReader(Rows rows) {
        this.rows = rows;
    }

    /** Moves to the next row; false behind the last. */
    public boolean next() {
        row++;
        column = 0;
        return row < rows.size();
    }

    /** The next column, or {@link Rows#NULL}. */
    public long number() {
        return rows.value(row, column++);
    }

    /** The next column, which has a value. */
    public int integer() {
        return Math.toIntExact(number());
    }

    /** The next column, or null. */
    public String text() {
        return rows.text(row, column++);
    }

    /** {@link Rows#hash} of this row. */
    public long hash() {
        return rows.hash(row);
    }
}
