package io.gavel.journal.tool;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * One table as a CSV file, written row by row: {@link #begin}, a value for each column, {@link #end}. Quoting follows RFC
 * 4180, rows end with a line feed, nothing is an empty field. One thread.
 */
final class CsvTable implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final ExportTable table;
    private final OutputStream out;
    private final StringBuilder row = new StringBuilder();
    private int column;
    private long rows;
    private long lastSecond = Long.MIN_VALUE;
    private String lastSecondText;

    CsvTable(ExportTable table, Path folder) {
        this.table = table;
        try {
            out = new BufferedOutputStream(
                    Files.newOutputStream(folder.resolve(table.fileName() + ".csv")), BUFFER_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        row.append(table.columns().stream().map(ExportTable.Column::name).collect(Collectors.joining(",")));
        column = table.columns().size();
        write();
    }

    CsvTable begin() {
        column = 0;
        return this;
    }

    CsvTable number(long value) {
        next();
        row.append(value);
        return this;
    }

    CsvTable flag(boolean value) {
        next();
        row.append(value);
        return this;
    }

    /** @param text null: nothing */
    CsvTable text(String text) {
        next();
        if (text != null) {
            if (text.indexOf(',') < 0 && text.indexOf('"') < 0) {
                row.append(text);
            } else {
                row.append('"').append(text.replace("\"", "\"\"")).append('"');
            }
        }
        return this;
    }

    /** {@code unscaled} x 10^-{@code decimals}, with exactly that many decimals. */
    CsvTable decimal(long unscaled, int decimals) {
        next();
        if (unscaled < 0) {
            row.append('-');
        }
        String digits = Long.toString(Math.abs(unscaled));
        int whole = digits.length() - decimals;
        if (whole <= 0) {
            row.append("0.").append("0".repeat(-whole)).append(digits);
        } else {
            row.append(digits, 0, whole);
            if (decimals > 0) {
                row.append('.').append(digits, whole, digits.length());
            }
        }
        return this;
    }

    /** ns since the epoch, to the microsecond. */
    CsvTable time(long ns) {
        next();
        long second = Math.floorDiv(ns, NS_PER_SECOND);
        if (second != lastSecond) {
            lastSecond = second;
            String text = Instant.ofEpochSecond(second).toString();
            lastSecondText = text.substring(0, text.length() - 1);
        }
        String micros = Long.toString(Math.floorMod(ns, NS_PER_SECOND) / 1_000);
        row.append(lastSecondText)
                .append('.')
                .append("000000", micros.length(), 6)
                .append(micros)
                .append('Z');
        return this;
    }

    CsvTable nothing() {
        next();
        return this;
    }

    void end() {
        if (column != table.columns().size()) {
            throw new IllegalStateException("expected every column to be written, table=" + table + ", columns="
                    + table.columns().size() + ", written=" + column);
        }
        rows++;
        write();
    }

    long rows() {
        return rows;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void next() {
        if (column > 0) {
            row.append(',');
        }
        column++;
    }

    private void write() {
        row.append('\n');
        try {
            out.write(row.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        row.setLength(0);
    }
}
