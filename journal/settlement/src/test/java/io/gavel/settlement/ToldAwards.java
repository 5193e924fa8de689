package io.gavel.settlement;

import io.gavel.wire.Decimal;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonReader;
import io.gavel.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The awards of a journal as clients are told of them, written as the rows that SQL would give. */
final class ToldAwards {
    private static final int DECIMALS = 2;

    private ToldAwards() {}

    /** seq, idx, auction, account, qty, price, hammer, premium, commission; money has two decimals. */
    static List<String> in(Path journal) {
        List<String> rows = new ArrayList<>();
        Directory names = new Directory();
        JsonEvents events = new JsonEvents(names);
        JsonWriter json = new JsonWriter();
        Transaction tx = new Transaction();
        try (JournalSource source = JournalSource.open(journal)) {
            source.seek(1);
            while (source.poll(tx)) {
                names.onTransaction(tx);
                json.clear();
                events.writeAll(tx, json);
                json.toString()
                        .lines()
                        .filter(line -> line.startsWith("{\"type\":\"auctionAwarded\""))
                        .forEach(line -> rows.add(row(line)));
            }
        }
        return rows;
    }

    private static String row(String line) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        JsonReader event = new JsonReader().read(text, 0, text.length);
        return event.integer("seq", 0) + "|" + event.integer("idx", 0) + "|" + event.string("auction", "") + "|"
                + event.string("account", "") + "|" + event.string("qty", "") + "|" + minor(event, "price") + "|"
                + minor(event, "hammer") + "|" + minor(event, "premium") + "|" + minor(event, "commission");
    }

    private static long minor(JsonReader event, String field) {
        return Decimal.parse(event.string(field, "0"), DECIMALS);
    }
}
