package io.gavel.journal.tool;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * JSON lines of events as rows of one table: a column for every field that any event has, in a fixed order.
 *
 * <p>Quoting follows RFC 4180; a list stays JSON; a row ends with a line feed. A field that an event has not is empty. One thread; allocates
 * only to grow.
 */
final class EventCsv {
    /** In the order of the header. */
    static final List<String> COLUMNS = List.of(
            "type",
            "seq",
            "idx",
            "at",
            "account",
            "clOrdId",
            "orderId",
            "instrument",
            "auction",
            "asset",
            "side",
            "qty",
            "price",
            "tradeId",
            "buyAccount",
            "buyClOrdId",
            "buyOrderId",
            "sellAccount",
            "sellClOrdId",
            "sellOrderId",
            "aggressor",
            "leader",
            "minNext",
            "endsAt",
            "bids",
            "reserveMet",
            "outcome",
            "winner",
            "total",
            "held",
            "available",
            "reason",
            "code",
            "name",
            "message",
            "bound",
            "kind",
            "id",
            "ruleSet",
            "duplicate",
            "originalSeq",
            "origClOrdId",
            "leaves",
            "phase",
            "surplus",
            "surplusSide",
            "mode",
            "makerClOrdId",
            "makerOrderId",
            "takerClOrdId",
            "takerOrderId",
            "count",
            "blocked",
            "expiresAt",
            "command",
            "session",
            "state",
            "opensAt",
            "closesAt",
            "shiftUs",
            "round",
            "turn",
            "remaining",
            "nextAt",
            "hammer",
            "premium",
            "commission",
            "released",
            "awarded",
            "awards",
            "bidder");

    private static final byte[][] NAMES = COLUMNS.stream()
            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private final int[] valueFrom = new int[NAMES.length];
    private final int[] valueTo = new int[NAMES.length];

    private byte[] line;
    private int at;

    /** The names of all columns. */
    static void writeHeader(ByteLines out) {
        out.append(String.join(",", COLUMNS).getBytes(StandardCharsets.US_ASCII));
        out.append('\n');
    }

    /**
     * Writes one event.
     *
     * @param json an object as {@code JsonEvents} writes it, from 0 to {@code length}
     */
    void write(byte[] json, int length, ByteLines out) {
        line = json;
        find(length);
        for (int column = 0; column < NAMES.length; column++) {
            if (column > 0) {
                out.append(',');
            }
            writeValue(valueFrom[column], valueTo[column], out);
        }
        out.append('\n');
    }

    /** Where each column's value stands in the line; an absent one is empty. */
    private void find(int length) {
        Arrays.fill(valueTo, 0);
        Arrays.fill(valueFrom, 0);
        int column = -1;
        // {"name":value,"name":value}
        at = 1;
        while (at < length && line[at] != '}') {
            if (line[at] == ',') {
                at++;
            }
            int nameFrom = at + 1;
            skipString();
            column = column(nameFrom, at - 1, column + 1);
            at++;
            valueFrom[column] = at;
            skipValue();
            valueTo[column] = at;
        }
    }

    /** The column of a name; fields mostly come in the order of the columns. */
    private int column(int from, int to, int guess) {
        for (int i = 0; i < NAMES.length; i++) {
            int column = (guess + i) % NAMES.length;
            byte[] name = NAMES[column];
            if (name.length == to - from && Arrays.equals(name, 0, name.length, line, from, to)) {
                return column;
            }
        }
        throw new IllegalStateException("expected a field that has a column, field="
                + new String(line, from, to - from, StandardCharsets.US_ASCII));
    }

    private void skipValue() {
        switch (line[at]) {
            case '"' -> skipString();
            case '[' -> skipList();
            default -> skipWord();
        }
    }

    /** A list, lists within it included. */
    private void skipList() {
        int depth = 0;
        do {
            if (line[at] == '"') {
                skipString();
                continue;
            }
            depth += line[at] == '[' ? 1 : line[at] == ']' ? -1 : 0;
            at++;
        } while (depth > 0);
    }

    private void skipString() {
        at++;
        while (line[at] != '"') {
            at += line[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipWord() {
        while (line[at] != ',' && line[at] != '}') {
            at++;
        }
    }

    private void writeValue(int from, int to, ByteLines out) {
        if (to - from == 4 && line[from] == 'n') {
            return;
        }
        if (from < to && line[from] == '"') {
            writeText(from + 1, to - 1, out);
        } else if (from < to && line[from] == '[') {
            writeList(from, to, out);
        } else {
            out.append(line, from, to - from);
        }
    }

    /** A list stays JSON. */
    private void writeList(int from, int to, ByteLines out) {
        out.append('"');
        for (int i = from; i < to; i++) {
            if (line[i] == '"') {
                out.append('"');
            }
            out.append(line[i]);
        }
        out.append('"');
    }

    /** In JSON only quotes and backslashes of names and ids are escaped: they are printable ASCII. */
    private void writeText(int from, int to, ByteLines out) {
        if (!needsQuotes(from, to)) {
            out.append(line, from, to - from);
            return;
        }
        out.append('"');
        for (int i = from; i < to; i++) {
            if (line[i] == '\\') {
                i++;
            }
            if (line[i] == '"') {
                out.append('"');
            }
            out.append(line[i]);
        }
        out.append('"');
    }

    private boolean needsQuotes(int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == ',' || line[i] == '\\') {
                return true;
            }
        }
        return false;
    }
}
