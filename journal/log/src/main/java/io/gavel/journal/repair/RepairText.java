package io.gavel.journal.repair;

import io.gavel.journal.EndWitness;
import io.gavel.journal.HowMany;
import io.gavel.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a plan or a repair says of itself, as JSON and in words. */
public final class RepairText {
    private final RepairReport report;
    private final RepairOrder order;

    RepairText(RepairReport report, RepairOrder order) {
        this.report = report;
        this.order = order;
    }

    /** The fields of a plan, into an open object. */
    public static void write(RepairPlan plan, JsonWriter json) {
        json.field("reason", plan.isWhole() ? "" : plan.damage().reason().name())
                .field("damage", plan.isWhole() ? "" : plan.damage().getMessage())
                .field("firstSeq", plan.firstSeq());
        if (plan.isBeginningLost()) {
            json.field("lostFromSeq", plan.lostFromSeq());
        }
        json.field("lastGoodSeq", plan.lastGoodSeq()).field("knownSeq", plan.knownSeq());
        if (plan.toldSeq() != RepairPlan.NOT_KNOWN) {
            json.field("toldSeq", plan.toldSeq());
        }
        if (plan.isTorn()) {
            json.field("tail", plan.tail().name());
        }
        json.field("readableBehind", plan.readable()).field("affectedBytes", plan.affectedBytes());
        write("affected", plan.affected(), json);
        write("readersAhead", plan.readersAhead(), json);
        write("readersBad", plan.readersBad(), json);
        json.field("refused", plan.obstacle() == null ? "" : plan.obstacle());
        json.name("knownBy").beginArray();
        for (EndWitness witness : plan.ahead()) {
            json.beginObject()
                    .field("who", witness.name())
                    .field("file", witness.file().toString())
                    .field("seq", witness.seq())
                    .endObject();
        }
        json.endArray();
    }

    private static void write(String name, List<Path> files, JsonWriter json) {
        json.name(name).beginArray();
        for (Path file : files) {
            json.value(file.toString());
        }
        json.endArray();
    }

    /** A plan, a fact a line. */
    public static String inWords(RepairPlan plan) {
        StringBuilder text = new StringBuilder();
        if (plan.isWhole()) {
            text.append("whole up to ").append(plan.lastGoodSeq()).append('\n');
            if (plan.isTorn()) {
                line(text, "torn tail", plan.tail().inWords() + "; the next start cuts it");
            }
            plan.readersBad().forEach(file -> line(text, "bad reader", file.toString()));
            return text.toString();
        }
        line(text, "damage", plan.damage().getMessage());
        line(
                text,
                "stays",
                plan.lastGoodSeq() < plan.firstSeq() ? "nothing" : plan.firstSeq() + " to " + plan.lastGoodSeq());
        if (plan.firstSeq() > 1) {
            line(text, "before", "1 to " + (plan.firstSeq() - 1) + beginning(plan));
        }
        line(
                text,
                "given up",
                plan.knownSeq() <= plan.lastGoodSeq()
                        ? "nothing that anybody knows of"
                        : (plan.lastGoodSeq() + 1) + " to " + plan.knownSeq() + ", "
                                + HowMany.of(plan.knownSeq() - plan.lastGoodSeq(), "transaction") + "; "
                                + plan.readable()
                                + " of them can still be read (salvage)");
        line(
                text,
                "told",
                plan.toldSeq() > plan.lastGoodSeq()
                        ? (plan.lastGoodSeq() + 1) + " to " + plan.toldSeq() + " WERE TOLD to clients"
                        : "nothing of it, as far as is known");
        for (EndWitness witness : plan.ahead()) {
            line(text, "known by", witness.name() + " " + witness.file() + ", seq=" + witness.seq());
        }
        for (Path file : plan.affected()) {
            line(text, "affected", file.toString());
        }
        line(text, "bytes", Long.toString(plan.affectedBytes()));
        plan.readersAhead().forEach(file -> line(text, "reader", file + " has read more than stays"));
        plan.readersBad().forEach(file -> line(text, "bad reader", file.toString()));
        if (plan.obstacle() != null) {
            line(text, "refused", plan.obstacle());
        }
        return text.toString();
    }

    private static String beginning(RepairPlan plan) {
        if (plan.isBeginningNoted()) {
            return " were dropped by retention";
        }
        return plan.isBeginningLost()
                ? " are not in this journal any more; of them at least " + plan.lostFromSeq() + " to "
                        + (plan.firstSeq() - 1)
                        + " are LOST and were not dropped, as a snapshot or a reader still needs"
                        + " them: look for a copy of their generations"
                : " are not in this journal any more, dropped or lost";
    }

    byte[] json() {
        JsonWriter json = new JsonWriter(4096).beginObject();
        write(report.plan(), json);
        json.field("generation", report.generation())
                .field("resumed", report.isResumed())
                .field("operator", order.operator())
                .field("note", order.note());
        json.name("moved").beginArray();
        report.moved().forEach(json::value);
        return (json.endArray().endObject() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    byte[] words() {
        StringBuilder text = new StringBuilder(inWords(report.plan()));
        line(text, "generation", report.generation() + (report.isResumed() ? ", after a repair that was cut" : ""));
        line(text, "operator", order.operator());
        line(text, "note", order.note());
        List<String> moved = report.moved();
        moved.forEach(name -> line(text, "moved", name));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name)
                .append(" ".repeat(Math.max(1, 12 - name.length())))
                .append(value)
                .append('\n');
    }
}
