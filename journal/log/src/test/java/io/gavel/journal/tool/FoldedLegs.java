package io.gavel.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.engine.account.LedgerLegs;
import io.gavel.engine.market.Market;
import io.gavel.engine.view.ViewState;
import io.gavel.wire.Decimal;
import io.gavel.wire.Directory;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonReader;
import io.gavel.wire.json.JsonWriter;
import io.gavel.wire.log.BalanceRecordDecoder;
import io.gavel.wire.log.EventFrameDecoder;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** Balances as the sum of the legs of all events, for who knows no engine; and what else there is to hold them against. */
final class FoldedLegs {
    private final Directory directory = new Directory();
    private final LedgerLegs legs = new LedgerLegs();
    private final ViewState views = new ViewState();
    private final Map<Long, long[]> balances = new TreeMap<>();
    private final Map<Integer, Long> sums = new HashMap<>();
    private final Map<EventType, Integer> moved = new EnumMap<>(EventType.class);

    /** Takes in a transaction, whose legs must sum to zero. */
    void onTransaction(Transaction transaction) {
        views.onTransaction(transaction);
        directory.onTransaction(transaction);
        sums.clear();
        while (transaction.nextEvent()) {
            EventType type = EventType.of(transaction.eventTemplateId());
            legs.onEvent(transaction, directory, (accountId, assetId, totalDelta, heldDelta, kind) -> {
                long[] balance = balances.computeIfAbsent((long) accountId << 32 | assetId, key -> new long[2]);
                balance[0] += totalDelta;
                balance[1] += heldDelta;
                sums.merge(assetId, totalDelta, Long::sum);
                if (totalDelta != 0 || heldDelta != 0) {
                    moved.merge(type, 1, Integer::sum);
                }
            });
        }
        sums.forEach((asset, sum) -> assertEquals(0, sum, () -> "seq=" + transaction.seq() + ", asset=" + asset));
    }

    /** How many legs that moved something events of each kind had. */
    Map<EventType, Integer> moved() {
        return moved;
    }

    /** The market's ledger and the views say the same. */
    void assertAre(Market market) {
        assertEquals(text(ledgerOf(market)), text(balances));
        Map<Long, long[]> told = new TreeMap<>();
        balances.keySet().forEach(key -> told.put(key, ask((int) (key >> 32), key.intValue())));
        assertEquals(text(told), text(balances));
    }

    /** What the views answer. */
    private long[] ask(int accountId, int assetId) {
        Directory names = views.directory();
        Directory.Asset asset = names.asset(assetId);
        JsonWriter question = new JsonWriter()
                .beginObject()
                .field("type", "balance?")
                .field("account", names.account(accountId).name())
                .field("asset", asset.name())
                .endObject();
        JsonCommands questions = new JsonCommands(names, true);
        assertEquals(JsonCommands.Outcome.QUERY, questions.decode(question.array(), 0, question.length(), 0, true));
        JsonWriter answer = new JsonWriter();
        views.views().answerInFull(questions.query(), 0, answer);
        JsonReader read = new JsonReader().read(answer.array(), 0, answer.length());
        return new long[] {
            Decimal.parse(read.string("total", ""), asset.decimals()),
            Decimal.parse(read.string("held", ""), asset.decimals())
        };
    }

    private static Map<Long, long[]> ledgerOf(Market market) {
        Map<Long, long[]> balances = new TreeMap<>();
        EventFrameDecoder frame = new EventFrameDecoder();
        BalanceRecordDecoder record = new BalanceRecordDecoder();
        market.writeSnapshot((DirectBuffer buffer, int offset, int length) -> {
            frame.wrap(buffer, offset);
            if (frame.templateId() == BalanceRecordDecoder.TEMPLATE_ID) {
                record.wrap(buffer, offset + Transaction.EVENT_FRAME_LENGTH, frame.blockLength(), frame.version());
                balances.put(
                        (long) record.accountId() << 32 | record.assetId(),
                        new long[] {record.totalMinor(), record.heldMinor()});
            }
        });
        return balances;
    }

    /** Without who has nothing. */
    private static String text(Map<Long, long[]> balances) {
        StringBuilder text = new StringBuilder();
        balances.forEach((key, balance) -> {
            if (balance[0] != 0 || balance[1] != 0) {
                text.append("account ").append(key >> 32).append(", asset ").append(key.intValue());
                text.append(": total ")
                        .append(balance[0])
                        .append(", held ")
                        .append(balance[1])
                        .append('\n');
            }
        });
        return text.toString();
    }
}
