package io.gavel.journal.repair;

import io.gavel.journal.repair.Salvage.Trust;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommandLines;
import io.gavel.wire.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes what is salvaged as JSON lines, each with its kind in the field {@code salvage}: {@code file}, {@code transaction},
 * {@code gap}, {@code dropped}, {@code droppedOrLost}, {@code unreadable}, at last {@code end}.
 *
 * <p>A transaction has its command as {@code gavel pipe} reads it, as far as names are known, and all its bytes in hex.
 */
public final class SalvageLines implements Salvage.Listener {
    private final OutputStream out;
    private final JsonWriter line = new JsonWriter(1 << 16);
    private final JsonWriter command = new JsonWriter(1 << 12);
    private final Directory directory = new Directory();
    private final JsonCommandLines commands = new JsonCommandLines(directory);
    private final long[] counts = new long[Trust.values().length];
    private long gaps;
    private long missing;
    private long dropped;
    private long droppedOrLost;
    private long unreadable;

    public SalvageLines(OutputStream out) {
        this.out = out;
    }

    @Override
    public void onFile(Path file, long bytes) throws IOException {
        begin("file").field("file", file.toString()).field("bytes", bytes);
        end();
    }

    @Override
    public void onGap(long fromSeq, long toSeq) throws IOException {
        gaps++;
        missing += toSeq - fromSeq + 1;
        begin("gap").field("fromSeq", fromSeq).field("toSeq", toSeq);
        end();
    }

    @Override
    public void onDropped(long fromSeq, long toSeq, boolean isNoted) throws IOException {
        long count = toSeq - fromSeq + 1;
        dropped += isNoted ? count : 0;
        droppedOrLost += isNoted ? 0 : count;
        begin(isNoted ? "dropped" : "droppedOrLost").field("fromSeq", fromSeq).field("toSeq", toSeq);
        end();
    }

    @Override
    public void onTransaction(Transaction transaction, Trust trust, long position) throws IOException {
        counts[trust.ordinal()]++;
        byte[] bytes = new byte[transaction.length()];
        transaction.buffer().getBytes(transaction.offset(), bytes);
        begin("transaction")
                .field("seq", transaction.seq())
                .field("trust", trust.name().toLowerCase(Locale.ROOT))
                .field("at", transaction.timeNs() / 1_000)
                .field("position", position)
                .field("admin", transaction.isAdmin())
                .field("continues", transaction.continues())
                .field("events", transaction.eventCount());
        if (hasCommand(transaction)) {
            line.field("command", new String(command.array(), 0, command.length(), StandardCharsets.UTF_8));
        }
        line.field("hex", HexFormat.of().formatHex(bytes));
        end();
        learn(transaction, trust);
    }

    @Override
    public void onUnreadable(long firstSeq, long count, long position) throws IOException {
        unreadable++;
        begin("unreadable").field("firstSeq", firstSeq).field("count", count).field("position", position);
        end();
    }

    /** The last line: how much of what. */
    public void writeEnd() throws IOException {
        begin("end");
        for (Trust trust : Trust.values()) {
            line.field(trust.name().toLowerCase(Locale.ROOT), counts[trust.ordinal()]);
        }
        line.field("gaps", gaps)
                .field("missing", missing)
                .field("dropped", dropped)
                .field("droppedOrLost", droppedOrLost)
                .field("unreadable", unreadable);
        end();
    }

    /** Transactions of a trust so far. */
    public long count(Trust trust) {
        return counts[trust.ordinal()];
    }

    /** Sequences that were not found. */
    public long missing() {
        return missing;
    }

    /** Sequences that were dropped, as the journal says. */
    public long dropped() {
        return dropped;
    }

    /** Sequences before the first record of a journal that does not say rightly any more how many of them were dropped. */
    public long droppedOrLost() {
        return droppedOrLost;
    }

    /** Whether all that was found is one unbroken journal from the first record that it keeps. */
    public boolean isUnbroken() {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        return all == counts[Trust.GOOD.ordinal()] && gaps == 0 && droppedOrLost == 0 && unreadable == 0;
    }

    /** A name may be unknown behind a hole; the bytes are there in any case. */
    private boolean hasCommand(Transaction transaction) {
        try {
            commands.write(transaction, command.clear());
            return true;
        } catch (RuntimeException notACommandOfThisRelease) {
            return false;
        }
    }

    private void learn(Transaction transaction, Trust trust) {
        if (trust == Trust.REPEATED || trust == Trust.CONFLICTING) {
            return;
        }
        try {
            directory.onTransaction(transaction.rewind());
        } catch (RuntimeException notOfThisRelease) {
            // What it names stays an id.
            return;
        }
    }

    private JsonWriter begin(String kind) {
        return line.clear().beginObject().field("salvage", kind);
    }

    private void end() throws IOException {
        line.endObject().newLine();
        out.write(line.array(), 0, line.length());
    }
}
