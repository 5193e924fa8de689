package io.gavel.gateway.cli;

import io.gavel.journal.RecordedRepair;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** How the repairs of a journal are told: by whoever says what is in it. */
final class RecordedRepairs {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private RecordedRepairs() {}

    /** Into an open object; nothing where there are none. */
    static void write(List<RecordedRepair> repairs, JsonWriter json) {
        if (repairs.isEmpty()) {
            return;
        }
        json.name("repairs").beginArray();
        for (RecordedRepair repair : repairs) {
            json.beginObject()
                    .field("generation", repair.generation())
                    .field("at", repair.repairedNs() / 1_000)
                    .field("lastGoodSeq", repair.lastGoodSeq())
                    .field("knownSeq", repair.note().knownSeq())
                    .field("toldSeq", repair.note().toldSeq())
                    .field("damage", repair.note().damage())
                    .field("operator", repair.note().operator())
                    .field("reason", repair.note().note())
                    .endObject();
        }
        json.endArray();
    }

    /** One a line. */
    static void print(List<RecordedRepair> repairs, PrintWriter out) {
        repairs.forEach(repair -> JournalFolder.line(out, "repaired", inWords(repair)));
    }

    static String inWords(RecordedRepair repair) {
        long repairedNs = repair.repairedNs();
        Instant at = Instant.ofEpochSecond(repairedNs / NS_PER_SECOND, repairedNs % NS_PER_SECOND);
        return "generation " + repair.generation() + " at " + at + ", " + loss(repair) + ", "
                + repair.note().damage() + ", by " + repair.note().operator() + ": "
                + repair.note().note();
    }

    private static String loss(RecordedRepair repair) {
        if (repair.isLossless()) {
            return "nothing given up behind seq " + repair.lastGoodSeq();
        }
        String told =
                repair.isAnyTold() ? "told up to " + repair.note().toldSeq() : "none of them told as far as known";
        return "seq " + (repair.lastGoodSeq() + 1) + " to " + repair.note().knownSeq() + " given up, " + told;
    }
}
