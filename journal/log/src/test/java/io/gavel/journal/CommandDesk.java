package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommands;
import java.nio.charset.StandardCharsets;

/** Commands as JSON, in single quotes, to a market; what it decides stays in {@link #out} until the next one. */
public final class CommandDesk {
    /** Transactions of {@link #openBooks}. */
    public static final int SETUP = 9;

    private final Market market;
    private final Directory names = new Directory();
    private final JsonCommands commands = new JsonCommands(names, true);
    private final TransactionBuffer out = new TransactionBuffer(1 << 16);
    private long atNs;

    public CommandDesk(Market market) {
        this.market = market;
    }

    /** Two assets, two accounts with both, one book; each command is handed to the listener by its transactions. */
    public void openBooks(TransactionListener listener) {
        String[] commands = {
            "{'type':'createAsset','asset':'USD','decimals':2}",
            "{'type':'createAsset','asset':'BTC','decimals':0}",
            "{'type':'createAccount','account':'john'}",
            "{'type':'createAccount','account':'jane'}",
            "{'type':'createInstrument','instrument':'BTC-USD','base':'BTC','quote':'USD','tick':'0.01','lot':'1'}",
            "{'type':'deposit','account':'john','asset':'USD','amount':'5000.00','clOrdId':'d1'}",
            "{'type':'deposit','account':'jane','asset':'USD','amount':'5000.00','clOrdId':'d1'}",
            "{'type':'deposit','account':'john','asset':'BTC','amount':'5000','clOrdId':'d2'}",
            "{'type':'deposit','account':'jane','asset':'BTC','amount':'5000','clOrdId':'d2'}",
        };
        for (String command : commands) {
            send(command);
            forEach(listener);
        }
        assertEquals(SETUP, market.lastSeq());
    }

    /** Decides one command. */
    public TransactionBuffer send(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        JsonCommands.Outcome outcome = commands.decode(bytes, 0, bytes.length, 0, true);
        assertEquals(
                JsonCommands.Outcome.COMMAND,
                outcome,
                () -> json + ": " + commands.field() + " " + commands.expected());
        atNs = Math.max(atNs, commands.atNs());
        out.clear();
        market.onCommand(commands.buffer(), 0, commands.length(), atNs, out);
        learn();
        return out;
    }

    /** Lets time pass. */
    public TransactionBuffer time(long timeNs) {
        atNs = Math.max(atNs, timeNs);
        out.clear();
        market.onTime(atNs, out);
        learn();
        return out;
    }

    /** What was decided last. */
    public TransactionBuffer out() {
        return out;
    }

    public Directory names() {
        return names;
    }

    /** Hands out what was decided last. */
    public void forEach(TransactionListener listener) {
        Transaction transaction = new Transaction();
        int offset = 0;
        for (int i = 0; i < out.count(); i++) {
            listener.onTransaction(transaction.wrap(out.buffer(), offset, out.firstSeq() + i));
            offset += transaction.length();
        }
    }

    private void learn() {
        forEach(names::onTransaction);
    }
}
