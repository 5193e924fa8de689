package io.gavel.engine.obvious;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.engine.view.ViewState;
import io.gavel.wire.EventType;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/** All that one account is told of a stream of commands: what is public, what is its own, and what it is answered. */
final class Witness {
    private final Market market = new Market(Comparison.CONFIG);
    private final CommandBytes bytes = new CommandBytes();
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private final ViewState views = new ViewState();
    private final JsonEvents events = new JsonEvents(views.directory(), views.aliases());
    private final JsonWriter json = new JsonWriter();
    private final Transaction transaction = new Transaction();
    private final int[] owners = new int[JsonEvents.MOST_OWNERS];
    private final StringBuilder seen = new StringBuilder();
    private final int account;

    Witness(int account) {
        this.account = account;
    }

    String seen() {
        return seen.toString();
    }

    TransactionBuffer out() {
        return out;
    }

    /** Lets a command be decided, and sees what the account sees of it; {@link #out} has all of it until the next one. */
    void send(Command command) {
        out.clear();
        if (command.kind == Command.Kind.PASS_TIME) {
            market.onTime(command.atNs, out);
        } else {
            bytes.write(command);
            market.onCommand(bytes.buffer(), 0, bytes.length(), command.atNs, out);
        }
        int offset = 0;
        for (int i = 0; i < out.count(); i++, offset += transaction.length()) {
            transaction.wrap(out.buffer(), offset, out.firstSeq() + i);
            views.onTransaction(transaction);
            seen.append(transaction.seq())
                    .append(" at ")
                    .append(transaction.timeNs())
                    .append('\n');
            events.begin(transaction);
            while (transaction.nextEvent()) {
                see();
            }
        }
    }

    private void see() {
        if (events.writePublic(transaction, json.clear())) {
            seen.append(json).append('\n');
        }
        boolean isOwn = false;
        switch (EventType.of(transaction.eventTemplateId()).visibility()) {
            case SENDER -> isOwn = transaction.accountId() == account;
            case OWNER, PUBLIC -> {
                int count = events.owners(transaction, owners);
                for (int i = 0; i < count; i++) {
                    isOwn |= owners[i] == account;
                }
            }
            default -> {
                // Not for accounts.
            }
        }
        if (isOwn) {
            events.writeOwn(transaction, account, json.clear());
            seen.append("own ").append(json).append('\n');
        }
    }

    /** What the views answer to the account. */
    void ask(String... questions) {
        for (String question : questions) {
            ask(views, question);
        }
    }

    /** The same of views that come back from a snapshot. */
    void askOfASnapshot(String... questions) {
        ViewState back = new ViewState();
        market.writeSnapshot((buffer, offset, length) -> back.onSnapshotRecord(buffer, offset));
        views.writeSnapshot((buffer, offset, length) -> back.onSnapshotRecord(buffer, offset));
        for (String question : questions) {
            ask(back, question);
        }
    }

    private void ask(ViewState asked, String question) {
        JsonCommands query = new JsonCommands(asked.directory(), false);
        byte[] text = question.getBytes(StandardCharsets.UTF_8);
        if (query.decode(text, 0, text.length, account, false) != JsonCommands.Outcome.QUERY) {
            throw new IllegalArgumentException("expected a question, text=" + question);
        }
        Refusal refusal = asked.views().answer(query.query(), market.lastTimeNs(), account, json.clear());
        seen.append(refusal == null ? json.toString() : refusal.name()).append('\n');
    }
}
