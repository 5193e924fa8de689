package io.gavel.gateway.cli;

import io.gavel.journal.HowMany;
import io.gavel.settlement.duckdb.DuckDbReport;
import io.gavel.wire.json.JsonWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/**
 * What {@code gavel db status} says, as text or as JSON.
 *
 * @param database its file
 * @param journalId the journal beside it
 * @param durableSeq last durable sequence of that journal
 */
record DatabaseStatus(Path database, UUID journalId, long durableSeq, DuckDbReport report) {
    /** The two ways to say it. */
    enum Form {
        TEXT,
        JSON
    }

    boolean isOurs() {
        return report.journalId().equals(journalId);
    }

    boolean isGood() {
        return isOurs() && report.isBalanced();
    }

    String as(Form form) {
        return form == Form.JSON ? json() : text();
    }

    private long settledSeq() {
        return report.nextSeq() - 1;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        line(text, "database   %s", database);
        line(text, "journal    %s%s", report.journalId(), isOurs() ? "" : "  WRONG: not the journal beside it");
        line(text, "schema     version %d", report.schemaVersion());
        line(
                text,
                "settled    up to %d in %s, epoch %d",
                settledSeq(),
                HowMany.of(report.batches(), "batch", "batches"),
                report.epoch());
        line(text, "lag        %d of %d durable", durableSeq - settledSeq(), durableSeq);
        line(text, "rows");
        report.rows().forEach((table, rows) -> line(text, "  %-16s %10d", table, rows));
        line(text, "ledger");
        for (DuckDbReport.AssetSum sum : report.ledger()) {
            String verdict = sum.isZero() ? "balanced" : "WRONG";
            line(text, "  %-16s %10d entries, sum %s  %s", sum.asset(), sum.entries(), sum.sumMinor(), verdict);
        }
        line(text, "  balances that differ from their entries: %d", report.differences());
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private String json() {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("journalId", report.journalId().toString())
                .field("sameJournal", isOurs())
                .field("schemaVersion", report.schemaVersion())
                .field("nextSeq", report.nextSeq())
                .field("durableSeq", durableSeq)
                .field("lag", durableSeq - settledSeq())
                .field("batches", report.batches())
                .field("epoch", report.epoch());
        json.name("rows").beginObject();
        report.rows().forEach(json::field);
        json.endObject().name("ledger").beginArray();
        for (DuckDbReport.AssetSum sum : report.ledger()) {
            json.beginObject()
                    .field("asset", sum.asset())
                    .field("entries", sum.entries())
                    .field("sum", sum.sumMinor())
                    .endObject();
        }
        json.endArray()
                .field("differences", report.differences())
                .field("balanced", report.isBalanced())
                .endObject();
        return json + "\n";
    }
}
