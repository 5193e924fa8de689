package io.gavel.settlement;

import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CreatedDecoder;
import io.gavel.wire.types.EntityKind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many events of each kind there are: counted in a journal, and counted as rows in a database. */
final class EventTally {
    /** Those that have a row of their own in {@code auction_event}. */
    private static final Set<EventType> OF_AUCTIONS = EnumSet.of(
            EventType.AUCTION_OPENED,
            EventType.AUCTION_EXTENDED,
            EventType.AUCTION_CLOSED,
            EventType.AUCTION_ENDED,
            EventType.OUTBID,
            EventType.BOUGHT,
            EventType.BID_RELEASED,
            EventType.BID_HELD,
            EventType.BID_RETRACTED,
            EventType.SECOND_CHANCE_OFFERED,
            EventType.SECOND_CHANCE_ENDED,
            EventType.SALE_CANCELED,
            EventType.ROUND_BID,
            EventType.ROUND_ENDED);

    private EventTally() {}

    static Map<String, Long> of(TransactionSource source) {
        Map<String, Long> tally = new TreeMap<>();
        Transaction tx = new Transaction();
        source.seek(1);
        while (source.poll(tx)) {
            while (tx.nextEvent()) {
                EventType type = EventType.of(tx.eventTemplateId());
                tally.merge("event_count " + type.templateId(), 1L, Long::sum);
                String table = tableOf(type, tx);
                if (table != null) {
                    tally.merge(table, 1L, Long::sum);
                }
            }
        }
        return tally;
    }

    static Map<String, Long> of(SettledTables tables) {
        Map<String, Long> tally = new TreeMap<>();
        for (String row : tables.rows("SELECT event_type, events FROM event_count")) {
            String[] columns = row.split("\\|");
            tally.put("event_count " + columns[0], Long.parseLong(columns[1]));
        }
        count(tally, tables, "asset", "FROM asset");
        count(tally, tables, "account", "FROM account WHERE kind = 2");
        count(tally, tables, "instrument", "FROM instrument");
        count(tally, tables, "auction", "FROM auction");
        count(tally, tables, "order_state", "FROM order_state");
        count(tally, tables, "fill", "FROM fill");
        count(tally, tables, "order_cancel", "FROM order_cancel");
        count(tally, tables, "bid", "FROM bid");
        count(tally, tables, "refusal", "FROM refusal");
        count(tally, tables, "award", "FROM award");
        count(tally, tables, "auction_session", "FROM auction_session");
        for (EventType type : OF_AUCTIONS) {
            int id = type.templateId();
            count(tally, tables, "auction_event " + id, "FROM auction_event WHERE event_type = " + id);
        }
        count(tally, tables, "account_block", "FROM account_block");
        for (EventType type : new EventType[] {EventType.ORDER_REPLACED, EventType.ORDER_TRIGGERED}) {
            int id = type.templateId();
            count(tally, tables, "order_event " + id, "FROM order_event WHERE event_type = " + id);
        }
        // One row for each of the two orders.
        long prevented = tables.number("SELECT count(*) FROM order_event WHERE event_type = 208");
        if (prevented > 0) {
            tally.put("order_event 208", prevented / 2);
        }
        for (EventType type : new EventType[] {EventType.PHASE_CHANGED, EventType.UNCROSSED}) {
            int id = type.templateId();
            count(tally, tables, "instrument_event " + id, "FROM instrument_event WHERE event_type = " + id);
        }
        return tally;
    }

    private static void count(Map<String, Long> tally, SettledTables tables, String name, String from) {
        long rows = tables.number("SELECT count(*) " + from);
        if (rows > 0) {
            tally.put(name, rows);
        }
    }

    private static String tableOf(EventType type, Transaction tx) {
        return switch (type) {
            case CREATED -> createdTable(tx);
            case ORDER_ACCEPTED -> "order_state";
            case ORDER_ENTERED -> "order_state";
            case CROSS_TRADED -> "fill";
            case ORDER_REPLACED, ORDER_TRIGGERED, MATCH_PREVENTED -> "order_event " + type.templateId();
            case PHASE_CHANGED, UNCROSSED -> "instrument_event " + type.templateId();
            case ACCOUNT_BLOCKED -> "account_block";
            case TRADED -> "fill";
            case ORDER_CANCELED -> "order_cancel";
            case BID_ACCEPTED -> "bid";
            case REFUSED -> "refusal";
            case AUCTION_AWARDED -> "award";
            default -> OF_AUCTIONS.contains(type) ? "auction_event " + type.templateId() : null;
        };
    }

    private static String createdTable(Transaction tx) {
        EntityKind kind = new CreatedDecoder()
                .wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion())
                .kind();
        return switch (kind) {
            case ASSET -> "asset";
            case ACCOUNT -> "account";
            case INSTRUMENT -> "instrument";
            case AUCTION -> "auction";
            case SESSION -> "auction_session";
            default -> throw new AssertionError(kind);
        };
    }
}
