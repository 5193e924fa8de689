package io.gavel.gateway.recorded;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.SnapshotSink;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.engine.view.ViewState;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A market that is told JSON lines and keeps what it decides; its state can go on in another one, from a snapshot. */
public final class LineMarket {
    private final Market market = new Market(MarketConfig.defaults());
    private final ViewState state = new ViewState();
    private final JsonCommands commands = new JsonCommands(state.directory(), true);
    private final JsonEvents events = new JsonEvents(state.directory(), state.aliases());
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private final Transaction transaction = new Transaction();
    private final ByteArrayOutputStream decided = new ByteArrayOutputStream();
    private final Endings endings = new Endings();
    private final JsonWriter json = new JsonWriter();
    private long nowNs;

    /** Decides a command of the line's sender. */
    public void run(AuctionSet.Line line) {
        run(line, line.bidder() == null);
    }

    /** Decides a command that comes with that authority. */
    public void run(AuctionSet.Line line, boolean isAdmin) {
        JsonCommands.Outcome outcome = decode(line.json(), isAdmin);
        if (commands.atNs() != Directory.NO_TIME) {
            nowNs = Math.max(nowNs, commands.atNs());
        }
        switch (outcome) {
            case COMMAND -> market.onCommand(commands.buffer(), 0, commands.length(), nowNs, out);
            case TIME -> market.onTime(nowNs, out);
            default -> throw new IllegalStateException("expected a command, line=" + line);
        }
        take();
    }

    /** Another market that goes on from a snapshot of this one, and has decided nothing yet. */
    LineMarket fromSnapshot() {
        List<byte[]> records = new ArrayList<>();
        List<byte[]> further = new ArrayList<>();
        market.writeSnapshot(copyTo(records));
        state.writeSnapshot(copyTo(further));
        LineMarket other = new LineMarket();
        other.nowNs = nowNs;
        other.market.readSnapshot(
                sink -> records.forEach(record -> sink.onRecord(new UnsafeBuffer(record), 0, record.length)));
        records.forEach(record -> other.state.onSnapshotRecord(new UnsafeBuffer(record), 0));
        further.forEach(record -> other.state.onSnapshotRecord(new UnsafeBuffer(record), 0));
        return other;
    }

    /** The transactions since the beginning, or since the snapshot, as the journal would keep them. */
    public byte[] decided() {
        return decided.toByteArray();
    }

    /** How auctions ended since the beginning, or since the snapshot. */
    Endings endings() {
        return endings;
    }

    long stateHash() {
        market.verify();
        return market.stateHash();
    }

    /** What the views answer to a question. */
    String answer(String question) {
        decode(question, true);
        json.clear();
        state.views().answerInFull(commands.query(), nowNs, json);
        return json.toString();
    }

    private JsonCommands.Outcome decode(String line, boolean isAdmin) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        return commands.decode(text, 0, text.length, 0, isAdmin);
    }

    private void take() {
        byte[] bytes = new byte[out.length()];
        out.buffer().getBytes(0, bytes);
        decided.writeBytes(bytes);
        int offset = 0;
        for (int i = 0; i < out.count(); i++) {
            state.onTransaction(transaction.wrap(out.buffer(), offset, out.firstSeq() + i));
            json.clear();
            events.writeAll(transaction, json);
            json.toString().lines().forEach(endings::hear);
            offset += transaction.length();
        }
        out.clear();
    }

    private static SnapshotSink copyTo(List<byte[]> records) {
        return (buffer, offset, length) -> {
            byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            records.add(record);
        };
    }
}
