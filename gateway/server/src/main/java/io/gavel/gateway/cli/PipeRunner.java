package io.gavel.gateway.cli;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.engine.ring.Journal;
import io.gavel.engine.view.Views;
import io.gavel.engine.view.marketdata.MarketDataFeed;
import io.gavel.engine.view.marketdata.MarketDataJson;
import io.gavel.engine.view.marketdata.MarketDataLevel;
import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.Aliases;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonReader;
import io.gavel.wire.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Runs JSON lines through a fresh market, on one thread and without a ring.
 *
 * <pre>
 *   line -> JsonCommands -> Market -> transactions -> Directory, JsonEvents, Views (market data) -> lines
 *                                          \-> journal, before any of its lines is written
 * </pre>
 *
 * <p>Time is what the lines say and never goes back. What has piled up is written when the input would block, or at
 * {@link #BATCH_BYTES}. Deterministic: the same input gives the same bytes, however it arrives.
 */
final class PipeRunner {
    /** How much of transactions, or of output, is gathered at most before it is written. */
    private static final int BATCH_BYTES = 256 * 1024;

    private static final int AUTO_CREATED_DECIMALS = 2;

    private final boolean autoCreate;
    private final boolean strict;
    private final Journal journal;

    private final Market market = new Market(MarketConfig.defaults());
    private final TransactionBuffer transactions = new TransactionBuffer(2 * BATCH_BYTES);
    private final Transaction transaction = new Transaction();
    private final Directory directory = new Directory();
    private final Aliases aliases = new Aliases();
    private final Views views = new Views(directory, aliases);
    private final JsonCommands commands = new JsonCommands(directory, true);
    private final JsonCommands creations = new JsonCommands(directory, true);
    private final JsonWriter creation = new JsonWriter();
    private final JsonEvents events = new JsonEvents(directory, aliases);
    private final JsonWriter out = new JsonWriter(2 * BATCH_BYTES);

    private long nowNs;
    private int shownLength;
    private long shownSeq;
    private boolean hasErrors;

    /** @param journal where transactions go before they are shown; null: nowhere */
    PipeRunner(boolean autoCreate, boolean strict, Journal journal) {
        this.autoCreate = autoCreate;
        this.strict = strict;
        this.journal = journal;
        if (autoCreate) {
            commands.assumeAssetDecimals(AUTO_CREATED_DECIMALS);
        }
    }

    /** Reads to the end, or to the first error if strict; returns the exit status. */
    int run(InputStream in, OutputStream to) throws IOException {
        LineReader lines = new LineReader(in);
        boolean goesOn = true;
        while (goesOn) {
            if (!lines.hasLine() || out.length() > BATCH_BYTES || transactions.length() > BATCH_BYTES) {
                flush(to);
            }
            goesOn = lines.next();
            if (goesOn && !lines.isBlank()) {
                onLine(lines);
                goesOn = !(strict && hasErrors);
            }
        }
        flush(to);
        return hasErrors ? ExitCode.USAGE : ExitCode.OK;
    }

    /** Market data follows the events of each command from now on. */
    PipeRunner withMarketData(MarketDataLevel level, boolean hasChecksum) {
        new MarketDataFeed(views, directory, level, hasChecksum, new MarketDataJson(directory, out));
        return this;
    }

    /** The market: for tests that check its laws. */
    Market market() {
        return market;
    }

    private void onLine(LineReader lines) {
        if (lines.isTooLong()) {
            error(
                    lines.number(),
                    "",
                    "expected a line of at most " + LineReader.MAX_LENGTH + " bytes",
                    Refusal.TOO_LARGE);
            return;
        }
        JsonCommands.Outcome outcome = decode(lines);
        switch (outcome) {
            case COMMAND -> command(lines);
            case QUERY -> query();
            case TIME -> time();
            case UNSUPPORTED -> error(lines.number(), commands.field(), commands.expected(), Refusal.NOT_SUPPORTED);
            case OTHER, MALFORMED -> error(lines.number(), commands.field(), commands.expected(), Refusal.MALFORMED);
        }
    }

    private JsonCommands.Outcome decode(LineReader lines) {
        return commands.decode(lines.bytes(), lines.lineFrom(), lines.lineLength(), 0, true);
    }

    private void command(LineReader lines) {
        moveTime();
        if (autoCreate && createUnknown()) {
            decode(lines);
        }
        events.sentAccount(unknownAccount());
        market.onCommand(commands.buffer(), 0, commands.length(), nowNs, transactions);
        show();
    }

    private void query() {
        time();
        Refusal refusal = views.answerInFull(commands.query(), nowNs, out);
        if (refusal != null) {
            refuse(refusal);
        }
        out.newLine();
    }

    private void time() {
        moveTime();
        market.onTime(nowNs, transactions);
        show();
    }

    private void moveTime() {
        nowNs = Math.max(nowNs, commands.atNs());
    }

    /** Creates the accounts and assets that the command names and nobody has created; false if there are none. */
    private boolean createUnknown() {
        boolean hasCreated = false;
        for (int i = 0; i < commands.unknownCount(); i++) {
            String name = commands.unknownName(i);
            switch (commands.unknownField(i)) {
                case "account", "seller", "bidder", "winner" ->
                    hasCreated |= directory.account(name) == null && createAccount(name);
                case "asset", "base", "quote" -> hasCreated |= directory.asset(name) == null && createAsset(name);
                default -> {
                    // Instruments, auctions and sessions need more than a name.
                }
            }
        }
        return hasCreated;
    }

    private boolean createAccount(String name) {
        creation.clear()
                .beginObject()
                .field("type", "createAccount")
                .field("account", name)
                .field("unlimitedCredit", true)
                .endObject();
        return create();
    }

    private boolean createAsset(String name) {
        creation.clear()
                .beginObject()
                .field("type", "createAsset")
                .field("asset", name)
                .field("decimals", AUTO_CREATED_DECIMALS)
                .endObject();
        return create();
    }

    private boolean create() {
        creations.decode(creation.array(), 0, creation.length(), 0, true);
        market.onCommand(creations.buffer(), 0, creations.length(), nowNs, transactions);
        show();
        return true;
    }

    private String unknownAccount() {
        for (int i = 0; i < commands.unknownCount(); i++) {
            if (commands.unknownField(i).equals("account")) {
                return commands.unknownName(i);
            }
        }
        return null;
    }

    /** Shows what the market has written since the last time. */
    private void show() {
        while (shownLength < transactions.length()) {
            shownSeq++;
            transaction.wrap(transactions.buffer(), shownLength, shownSeq);
            directory.onTransaction(transaction);
            aliases.onTransaction(transaction);
            events.writeAll(transaction, out);
            views.onTransaction(transaction);
            shownLength += transaction.length();
        }
    }

    private void refuse(Refusal refusal) {
        JsonReader asked = commands.reader();
        out.beginObject()
                .field("type", "rejected")
                .field("seq", shownSeq)
                .field("idx", 0)
                .field("at", Math.floorDiv(nowNs, 1_000L));
        if (asked.has("account")) {
            out.field("account", asked.string("account", ""));
        }
        if (asked.has("clOrdId")) {
            out.field("clOrdId", asked.string("clOrdId", ""));
        }
        out.field("code", refusal.code())
                .field("name", refusal.name())
                .field("message", refusal.message())
                .endObject();
    }

    private void error(long line, String field, String message, Refusal refusal) {
        hasErrors = true;
        out.beginObject()
                .field("type", "error")
                .field("line", line)
                .field("field", field)
                .field("message", message)
                .field("code", refusal.code())
                .field("name", refusal.name())
                .endObject()
                .newLine();
    }

    private void flush(OutputStream to) throws IOException {
        if (transactions.count() > 0) {
            if (journal != null) {
                journal.append(
                        transactions.buffer(), 0, transactions.length(), transactions.firstSeq(), transactions.count());
            }
            transactions.clear();
            shownLength = 0;
        }
        if (out.length() > 0) {
            to.write(out.array(), 0, out.length());
            out.clear();
        }
        to.flush();
    }
}
