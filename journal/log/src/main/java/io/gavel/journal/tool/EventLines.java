package io.gavel.journal.tool;

import io.gavel.journal.TransactionListener;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommandLines;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonReader;
import io.gavel.wire.json.JsonWriter;
import java.util.Arrays;

/**
 * Prints the events of a journal that a filter accepts, a line each, with every account by name.
 *
 * <p>Tell it every transaction from the journal's first on, so that it knows the names; {@link #flush} at the end, or
 * when nothing more comes for a while. One thread; memory does not grow with the journal, but with what has a name.
 */
public final class EventLines implements TransactionListener {
    /** What a line is. */
    public enum Format {
        /** One JSON object, as {@code gavel pipe} prints it. */
        JSON,
        /** One row of a table whose first line names the columns. */
        CSV
    }

    private static final int BATCH_BYTES = 1 << 16;

    private final EventFilter filter;
    private final LineSink sink;
    private final boolean isCsv;
    private final boolean withCommands;

    private final Directory directory;
    private final EventConcerns event;
    private final JsonEvents events;
    private final JsonCommandLines commands;
    private final JsonWriter json = new JsonWriter(2 * BATCH_BYTES);
    private final EventCsv csv = new EventCsv();
    private final ByteLines rows = new ByteLines(2 * BATCH_BYTES);

    /** @param withCommands print a JSON line for each command before its events; not for {@link Format#CSV} */
    public EventLines(EventFilter filter, Format format, boolean withCommands, LineSink sink) {
        this(new Directory(), filter, format, withCommands, sink);
    }

    /** @param names what is known before the first transaction that it will be told ({@link KnownNames}) */
    public EventLines(Directory names, EventFilter filter, Format format, boolean withCommands, LineSink sink) {
        if (withCommands && format == Format.CSV) {
            throw new IllegalArgumentException("expected commands as JSON, format=" + format);
        }
        directory = names;
        event = new EventConcerns(names);
        events = new JsonEvents(names);
        commands = new JsonCommandLines(names);
        this.filter = filter;
        this.sink = sink;
        this.withCommands = withCommands;
        isCsv = format == Format.CSV;
        if (isCsv) {
            EventCsv.writeHeader(rows);
        }
    }

    @Override
    public void onTransaction(Transaction transaction) {
        directory.onTransaction(transaction);
        event.begin(transaction);
        events.begin(transaction);
        if (transaction.isSkipped() && filter.accepts(event.atCommand())) {
            if (isCsv) {
                writeSkippedRow(transaction);
            } else {
                writeSkipped(transaction);
            }
        }
        boolean owesCommand = withCommands;
        if (owesCommand && filter.accepts(event.atCommand())) {
            writeCommand(transaction);
            owesCommand = false;
        }
        transaction.rewind();
        while (transaction.nextEvent()) {
            if (filter.accepts(event.atEvent())) {
                if (owesCommand) {
                    writeCommand(transaction);
                    owesCommand = false;
                }
                writeEvent(transaction);
            }
        }
        if (json.length() > BATCH_BYTES || rows.length() > BATCH_BYTES) {
            flush();
        }
    }

    /** Names that the journal has given so far. */
    public Directory directory() {
        return directory;
    }

    /** Hands over what is not yet handed over. */
    public void flush() {
        if (rows.length() > 0) {
            sink.write(rows.array(), rows.length());
            rows.clear();
        }
        if (!isCsv && json.length() > 0) {
            sink.write(json.array(), json.length());
            json.clear();
        }
    }

    private void writeEvent(Transaction transaction) {
        if (isCsv) {
            events.writeFull(transaction, json.clear());
            csv.write(json.array(), json.length(), rows);
            json.clear();
        } else {
            events.writeFull(transaction, json);
            json.newLine();
        }
    }

    /** That an operator has given it up: what it decided does not count. */
    private void writeSkipped(Transaction transaction) {
        json.beginObject()
                .field("type", "skipped")
                .field("seq", transaction.seq())
                .field("at", transaction.timeNs() / 1_000)
                .name("command");
        commands.write(transaction, json);
        json.endObject().newLine();
    }

    /** The same as a row: {@code kind} is the command's, and where it names what a column is for, that stands there. */
    private void writeSkippedRow(Transaction transaction) {
        commands.write(transaction, json.clear());
        byte[] text = Arrays.copyOf(json.array(), json.length());
        JsonReader command = new JsonReader().read(text, 0, text.length);
        json.clear()
                .beginObject()
                .field("type", "skipped")
                .field("seq", transaction.seq())
                .field("at", transaction.timeNs() / 1_000);
        for (int i = 0; i < command.count(); i++) {
            String column = command.name(i).equals("type") ? "kind" : command.name(i);
            if (command.kind(i) == JsonReader.Kind.STRING && EventCsv.COLUMNS.contains(column)) {
                json.field(column, command.string(i));
            }
        }
        json.endObject();
        csv.write(json.array(), json.length(), rows);
        json.clear();
    }

    /** What was commanded, and what the transaction says about it besides. */
    private void writeCommand(Transaction transaction) {
        json.beginObject().name("command");
        commands.write(transaction, json);
        json.field("seq", transaction.seq())
                .field("admin", transaction.isAdmin())
                .field("events", transaction.eventCount())
                .field("continues", transaction.continues())
                .field("bytes", transaction.length())
                .endObject()
                .newLine();
    }
}
