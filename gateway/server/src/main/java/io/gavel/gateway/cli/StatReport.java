package io.gavel.gateway.cli;

import io.gavel.journal.GenerationFile;
import io.gavel.journal.HowMany;
import io.gavel.journal.tool.Distribution;
import io.gavel.journal.tool.JournalStat;
import io.gavel.journal.tool.TimeBuckets;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the counts of a journal are shown: lines and bars for people, one object for programs, charts for pages. */
final class StatReport {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int MOST_ROWS = 32;

    private final JournalStat stat;

    StatReport(JournalStat stat) {
        this.stat = stat;
    }

    void print(PrintWriter out) {
        JournalFolder.print(stat.verification(), out);
        for (GenerationFile generation : stat.generations()) {
            JournalFolder.line(
                    out,
                    "generation " + generation.number(),
                    String.format(
                            Locale.ROOT,
                            "from seq %d, %s, %s, file of %,d bytes",
                            generation.firstSeq(),
                            generation.level().word(),
                            time(generation.createdNs()),
                            generation.fileBytes()));
        }
        printKinds("command", stat.commands(), out);
        printKinds("event", stat.events(), out);
        for (JournalStat.Gap gap : stat.gaps()) {
            JournalFolder.line(
                    out, "gap", text(gap.lengthNs()) + " after seq " + gap.afterSeq() + ", from " + time(gap.fromNs()));
        }
        printBusy("account", stat.accounts(), out);
        printBusy("instrument", stat.instruments(), out);
        printBusy("auction", stat.auctions(), out);
        TextBars.print(rateTitle(), rateBars(MOST_ROWS), out);
        TextBars.print("transactions in an excerpt", bars(stat.excerptTransactions()), out);
        TextBars.print("bytes of an excerpt", bars(stat.excerptBytes()), out);
        TextBars.print("bytes of a command", bars(stat.commandBytes()), out);
        TextBars.print("bytes of a transaction", bars(stat.transactionBytes()), out);
    }

    String toSvg() {
        return new SvgCharts()
                .add(rateTitle(), rateBars(TimeBuckets.MOST))
                .add("transactions in an excerpt", bars(stat.excerptTransactions()))
                .add("bytes of an excerpt", bars(stat.excerptBytes()))
                .add("bytes of a command", bars(stat.commandBytes()))
                .add("bytes of a transaction", bars(stat.transactionBytes()))
                .toString();
    }

    JsonWriter toJson() {
        JsonWriter object = new JsonWriter().beginObject();
        JournalFolder.write(stat.verification(), object);
        object.field("firstAt", micros(stat.firstTimeNs()));
        write("commands", stat.commands(), false, object);
        write("commandBytes", stat.commands(), true, object);
        write("events", stat.events(), false, object);
        write("eventBytes", stat.events(), true, object);
        writeGenerations(object);
        object.name("gaps").beginArray();
        for (JournalStat.Gap gap : stat.gaps()) {
            object.beginObject()
                    .field("afterSeq", gap.afterSeq())
                    .field("from", micros(gap.fromNs()))
                    .field("lengthUs", micros(gap.lengthNs()))
                    .endObject();
        }
        object.endArray();
        TimeBuckets rate = stat.rate();
        object.name("rate")
                .beginObject()
                .field("from", micros(rate.startNs()))
                .field("widthUs", micros(rate.widthNs()))
                .name("commands")
                .beginArray();
        for (int i = 0; i < rate.size(); i++) {
            object.value(rate.count(i));
        }
        object.endArray().endObject();
        write("excerptTransactions", stat.excerptTransactions(), object);
        write("excerptBytes", stat.excerptBytes(), object);
        write("commandLength", stat.commandBytes(), object);
        write("transactionLength", stat.transactionBytes(), object);
        write("busyAccounts", stat.accounts(), object);
        write("busyInstruments", stat.instruments(), object);
        write("busyAuctions", stat.auctions(), object);
        return object.endObject();
    }

    private String rateTitle() {
        return "commands a second, by engine time";
    }

    /** Commands a second; neighbours together where there are more than fit. */
    private List<TextBars.Bar> rateBars(int most) {
        TimeBuckets rate = stat.rate();
        int together = Math.max(1, (rate.size() + most - 1) / most);
        long widthNs = together * rate.widthNs();
        List<TextBars.Bar> bars = new ArrayList<>();
        for (int i = 0; i < rate.size(); i += together) {
            long commands = 0;
            for (int j = i; j < Math.min(rate.size(), i + together); j++) {
                commands += rate.count(j);
            }
            double perSecond = commands * (double) NS_PER_SECOND / widthNs;
            bars.add(new TextBars.Bar(
                    time(rate.startNs() + i * rate.widthNs()).toString(),
                    perSecond,
                    String.format(Locale.ROOT, perSecond < 10 ? "%,.2f" : "%,.0f", perSecond)));
        }
        return bars;
    }

    private static List<TextBars.Bar> bars(Distribution distribution) {
        return distribution.buckets().stream()
                .map(bucket -> new TextBars.Bar(
                        bucket.from() == bucket.to() ? Long.toString(bucket.from()) : bucket.from() + "-" + bucket.to(),
                        bucket.count(),
                        String.format(Locale.ROOT, "%,d", bucket.count())))
                .toList();
    }

    private static void printKinds(String what, List<JournalStat.Kind> kinds, PrintWriter out) {
        for (JournalStat.Kind kind : kinds) {
            out.println(String.format(
                    Locale.ROOT, "%-14s %-20s %,14d %,16d bytes", what, kind.name(), kind.count(), kind.bytes()));
        }
    }

    private static void printBusy(String what, List<JournalStat.Busy> busy, PrintWriter out) {
        for (JournalStat.Busy one : busy) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-14s %-32s %,14d %s",
                    "busy " + what,
                    one.name(),
                    one.commands(),
                    HowMany.word(one.commands(), "command")));
        }
    }

    private void writeGenerations(JsonWriter object) {
        object.name("generationList").beginArray();
        for (GenerationFile generation : stat.generations()) {
            object.beginObject()
                    .field("generation", generation.number())
                    .field("level", generation.level().word())
                    .field("firstSeq", generation.firstSeq())
                    .field("createdAt", micros(generation.createdNs()))
                    .field("fileBytes", generation.fileBytes())
                    .endObject();
        }
        object.endArray();
    }

    private static void write(String name, List<JournalStat.Kind> kinds, boolean bytes, JsonWriter object) {
        object.name(name).beginObject();
        kinds.forEach(kind -> object.field(kind.name(), bytes ? kind.bytes() : kind.count()));
        object.endObject();
    }

    private static void write(String name, Distribution distribution, JsonWriter object) {
        object.name(name)
                .beginObject()
                .field("count", distribution.count())
                .field("sum", distribution.sum())
                .field("min", distribution.min())
                .field("max", distribution.max())
                .name("buckets")
                .beginArray();
        for (Distribution.Bucket bucket : distribution.buckets()) {
            object.beginObject()
                    .field("from", bucket.from())
                    .field("to", bucket.to())
                    .field("count", bucket.count())
                    .endObject();
        }
        object.endArray().endObject();
    }

    private static void write(String name, List<JournalStat.Busy> busy, JsonWriter object) {
        object.name(name).beginArray();
        for (JournalStat.Busy one : busy) {
            object.beginObject()
                    .field("name", one.name())
                    .field("commands", one.commands())
                    .endObject();
        }
        object.endArray();
    }

    /** As people say it: {@code 1d 2h}, {@code 3.5s}, {@code 20ms}. */
    private static String text(long ns) {
        Duration duration = Duration.ofNanos(ns);
        if (duration.toHours() > 0) {
            return duration.toDays() + "d " + duration.toHoursPart() + "h " + duration.toMinutesPart() + "m";
        }
        return ns >= NS_PER_SECOND
                ? String.format(Locale.ROOT, "%.1fs", ns / (double) NS_PER_SECOND)
                : String.format(Locale.ROOT, "%.3fms", ns / 1e6);
    }

    private static Instant time(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, NS_PER_SECOND), Math.floorMod(ns, NS_PER_SECOND));
    }

    private static long micros(long ns) {
        return Math.floorDiv(ns, 1_000L);
    }
}
