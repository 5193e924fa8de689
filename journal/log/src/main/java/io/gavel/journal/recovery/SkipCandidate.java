package io.gavel.journal.recovery;

import io.gavel.journal.TransactionListener;
import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommandLines;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** Finds the command that is to be given up, while a journal is read, and what was recorded of it. */
final class SkipCandidate implements TransactionListener {
    private final long wantedSeq;
    private final Directory names = new Directory();
    private final JsonEvents json = new JsonEvents(names);
    private final List<String> events = new ArrayList<>();

    private long commandSeq;
    private long toSeq;
    private boolean isWhole;
    private String commandJson = "";
    private String refusal;

    SkipCandidate(long wantedSeq) {
        this.wantedSeq = wantedSeq;
    }

    @Override
    public void onTransaction(Transaction transaction) {
        names.onTransaction(transaction);
        if (transaction.seq() > wantedSeq && isWhole) {
            return;
        }
        json.begin(transaction);
        if (!transaction.isContinuation()) {
            commandSeq = transaction.seq();
        }
        if (transaction.seq() == wantedSeq) {
            look(transaction);
        }
        if (commandSeq == wantedSeq && refusal == null) {
            take(transaction);
        }
    }

    /** @throws SkipRefused if there is no such command, or it must not be given up */
    void check(long lastSeq) {
        if (wantedSeq < 1 || wantedSeq > lastSeq || (commandJson.isEmpty() && refusal == null)) {
            throw new SkipRefused("expected a transaction of the journal, seq=" + wantedSeq + ", lastSeq=" + lastSeq);
        }
        if (refusal != null) {
            throw new SkipRefused(refusal);
        }
        if (!isWhole) {
            throw new SkipRefused(
                    "expected a command that is recorded to its end, seq=" + wantedSeq + ", lastSeq=" + toSeq);
        }
    }

    long fromSeq() {
        return wantedSeq;
    }

    long toSeq() {
        return toSeq;
    }

    boolean covers(long seq) {
        return seq >= wantedSeq && seq <= toSeq;
    }

    String commandJson() {
        return commandJson;
    }

    List<String> events() {
        return List.copyOf(events);
    }

    private void look(Transaction transaction) {
        JsonWriter command = new JsonWriter();
        new JsonCommandLines(names).write(transaction, command);
        commandJson = command.toString();
        CommandType type = CommandType.of(transaction.commandTemplateId());
        if (transaction.isSkipped()) {
            refusal = "expected a command that counts, and it was given up before, seq=" + wantedSeq;
        } else if (transaction.isContinuation()) {
            refusal = "expected the first transaction of a command, seq=" + wantedSeq + ", firstSeq=" + commandSeq;
        } else if (type == CommandType.TIME_REACHED || type == CommandType.RECOVERED) {
            refusal = "expected a command of a client or operator, as time comes back, seq=" + wantedSeq + ", command="
                    + type.jsonName();
        }
    }

    private void take(Transaction transaction) {
        toSeq = transaction.seq();
        isWhole = !transaction.continues();
        transaction.rewind();
        while (transaction.nextEvent()) {
            if (transaction.eventTemplateId() == EventType.CREATED.templateId()) {
                refusal = "expected a command that created nothing, as what follows names it, seq=" + wantedSeq
                        + ", command=" + commandJson;
            }
            JsonWriter line = new JsonWriter();
            json.writeFull(transaction, line);
            events.add(line.toString());
        }
        transaction.rewind();
    }
}
