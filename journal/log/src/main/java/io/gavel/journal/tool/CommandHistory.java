package io.gavel.journal.tool;

import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommandLines;
import io.gavel.wire.json.JsonReader;
import io.gavel.wire.json.JsonWriter;
import io.gavel.wire.log.RefusedDecoder;

/** Rows of transactions and commands. The fields of a command are those of its JSON. */
final class CommandHistory {
    /** Said of a command that an operator has given up. */
    private static final String GIVEN_UP = "GIVEN_UP";

    private final Directory directory;
    private final CsvTable transactions;
    private final CsvTable commands;
    private final JsonCommandLines lines;
    private final JsonWriter line = new JsonWriter();
    private final JsonReader fields = new JsonReader();
    private final EventDecoders decoders = new EventDecoders();

    CommandHistory(Directory directory, CsvTable transactions, CsvTable commands) {
        this.directory = directory;
        this.transactions = transactions;
        this.commands = commands;
        lines = new JsonCommandLines(directory);
    }

    /** Leaves the transaction before its first event. */
    void onTransaction(Transaction transaction) {
        CommandType type = CommandType.of(transaction.commandTemplateId());
        String command = type == null ? "command " + transaction.commandTemplateId() : type.jsonName();
        Directory.Account account = directory.account(transaction.accountId());
        String name = account == null ? null : account.name();
        transactions
                .begin()
                .number(transaction.seq())
                .time(transaction.timeNs())
                .number(transaction.timeNs())
                .text(command)
                .text(name)
                .flag(transaction.isAdmin())
                .flag(transaction.continues())
                .number(transaction.eventCount())
                .number(transaction.length())
                .end();
        if (transaction.isContinuation()) {
            return;
        }
        lines.write(transaction, line.clear());
        fields.read(line.array(), 0, line.length());
        commands.begin()
                .number(transaction.seq())
                .time(transaction.timeNs())
                .number(transaction.timeNs())
                .text(command)
                .text(name);
        for (String field : new String[] {"clOrdId", "instrument", "auction", "asset", "side"}) {
            commands.text(fields.string(field, null));
        }
        commands.text(type == CommandType.NEW_ORDER ? fields.string("timeInForce", "gtc") : null);
        for (String field : new String[] {"qty", "price", "amount"}) {
            commands.text(fields.string(field, null));
        }
        commands.text(refusal(transaction)).end();
    }

    private String refusal(Transaction transaction) {
        if (transaction.isSkipped()) {
            return GIVEN_UP;
        }
        transaction.rewind();
        String name = null;
        while (name == null && transaction.nextEvent()) {
            if (transaction.eventTemplateId() == RefusedDecoder.TEMPLATE_ID) {
                name = Refusal.of(decoders.refused(transaction).code()).name();
            }
        }
        transaction.rewind();
        return name;
    }
}
