package io.gavel.engine.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.Aliases;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/** A market with its directory, aliases and views, spoken to in JSON; keeps what the public would have seen. */
final class Exchange {
    final Market market = new Market(MarketConfig.defaults());
    final ViewState state = new ViewState();
    final Directory directory = state.directory();
    final Aliases aliases = state.aliases();
    final Views views = state.views();
    /** Is told of every transaction too, once there is one. */
    ViewState follower;

    final StringBuilder publicStream = new StringBuilder();

    private final JsonCommands commands = new JsonCommands(directory, true);
    private final JsonEvents events = new JsonEvents(directory, aliases);
    private final TransactionBuffer out = new TransactionBuffer(4096);
    private final Transaction transaction = new Transaction();
    private final JsonWriter json = new JsonWriter();
    private long nowNs;

    /** Sends a command, or lets time pass. */
    Exchange send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        JsonCommands.Outcome outcome = commands.decode(bytes, 0, bytes.length, 0, true);
        nowNs = Math.max(nowNs, commands.atNs());
        switch (outcome) {
            case COMMAND -> market.onCommand(commands.buffer(), 0, commands.length(), nowNs, out);
            case TIME -> market.onTime(nowNs, out);
            default ->
                throw new IllegalArgumentException("expected a command, field=" + commands.field() + ", " + text);
        }
        publish();
        return this;
    }

    /** The answer with every account by name. */
    String ask(String text) {
        decodeQuery(text);
        assertEquals(null, views.answerInFull(commands.query(), nowNs, json.clear()));
        return json.toString();
    }

    /** The answer as an account sees it. */
    String askAs(String account, String text) {
        decodeQuery(text);
        int viewer = directory.account(account).id();
        assertEquals(null, views.answer(commands.query(), nowNs, viewer, json.clear()));
        return json.toString();
    }

    /** Why there is no answer. */
    Refusal refusal(String text) {
        decodeQuery(text);
        Refusal refusal = views.answerInFull(commands.query(), nowNs, json.clear());
        assertEquals("", json.toString());
        return refusal;
    }

    /** What other views answer, in full and to an account, or why they do not. */
    String askOf(ViewState others, String account, String text) {
        decodeQuery(text);
        json.clear();
        Refusal refusal = others.views().answerInFull(commands.query(), nowNs, json);
        if (refusal == null) {
            others.views()
                    .answer(
                            commands.query(),
                            nowNs,
                            others.directory().account(account).id(),
                            json);
        }
        return refusal == null ? json.toString() : refusal.name();
    }

    private void decodeQuery(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(JsonCommands.Outcome.QUERY, commands.decode(bytes, 0, bytes.length, 0, true));
    }

    private void publish() {
        int offset = 0;
        for (int i = 0; i < out.count(); i++) {
            transaction.wrap(out.buffer(), offset, out.firstSeq() + i);
            state.onTransaction(transaction);
            if (follower != null) {
                follower.onTransaction(transaction);
            }
            events.begin(transaction);
            while (transaction.nextEvent()) {
                json.clear();
                if (events.writePublic(transaction, json)) {
                    publicStream.append(json).append('\n');
                }
            }
            offset += transaction.length();
        }
        out.clear();
    }
}
