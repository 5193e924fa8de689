package io.gavel.gateway.cli;

import io.gavel.journal.JournalVerifier;
import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gavel journal dump}: every event as a JSON line, as far as the journal can be trusted. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        description = {
            "Prints every event as a JSON line, in full, as gavel pipe does: exactly the valid prefix of the journal.",
            "Exits like verify."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            JournalFolder.EXIT_WHOLE,
            JournalFolder.EXIT_TORN,
            JournalFolder.EXIT_DAMAGED,
            JournalFolder.EXIT_NONE
        })
final class JournalDumpCommand implements Callable<Integer> {
    private static final int BATCH_BYTES = 1 << 16;

    @Mixin
    private JournalFolder folder;

    @Option(names = "--commands", description = "Print a line for each command before its events, its bytes in hex.")
    private boolean commands;

    @Option(names = "--from", paramLabel = "SEQ", description = "First transaction to print.", defaultValue = "1")
    private long fromSeq;

    @Option(names = "--to", paramLabel = "SEQ", description = "Last transaction to print.")
    private long toSeq = Long.MAX_VALUE;

    private final Directory directory = new Directory();
    private final JsonEvents events = new JsonEvents(directory);
    private final JsonWriter lines = new JsonWriter(2 * BATCH_BYTES);

    @Override
    public Integer call() {
        var verification = JournalVerifier.verify(folder.path(), this::onTransaction);
        flush();
        return folder.conclude(verification);
    }

    private void onTransaction(Transaction transaction) {
        directory.onTransaction(transaction);
        if (transaction.seq() < fromSeq || transaction.seq() > toSeq) {
            // What a later continuation belongs to must be known even if it is not printed.
            events.begin(transaction);
            return;
        }
        if (commands) {
            writeCommand(transaction);
        }
        events.writeAll(transaction, lines);
        if (lines.length() > BATCH_BYTES) {
            flush();
        }
    }

    private void writeCommand(Transaction transaction) {
        CommandType type = CommandType.of(transaction.commandTemplateId());
        byte[] bytes = new byte[transaction.commandLength()];
        transaction.buffer().getBytes(transaction.commandOffset(), bytes);
        Directory.Account account = directory.account(transaction.accountId());
        lines.beginObject()
                .field("command", type == null ? Integer.toString(transaction.commandTemplateId()) : type.jsonName())
                .field("seq", transaction.seq())
                .field("at", transaction.timeNs() / 1_000);
        if (account != null) {
            lines.field("account", account.name());
        }
        lines.field("admin", transaction.isAdmin())
                .field("events", transaction.eventCount())
                .field("continues", transaction.continues())
                .field("hex", HexFormat.of().formatHex(bytes))
                .endObject()
                .newLine();
    }

    private void flush() {
        PrintWriter out = folder.out();
        out.write(new String(lines.array(), 0, lines.length(), StandardCharsets.UTF_8));
        lines.clear();
        if (out.checkError()) {
            throw Failure.environment("expected standard output to take what is written", null);
        }
    }
}
