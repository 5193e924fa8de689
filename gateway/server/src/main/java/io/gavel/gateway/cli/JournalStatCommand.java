package io.gavel.gateway.cli;

import io.gavel.journal.JournalStat;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gavel journal stat}: what a journal is made of. */
@Command(
        name = "stat",
        mixinStandardHelpOptions = true,
        description = "Counts commands and events by kind, and lists the generations.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            JournalFolder.EXIT_WHOLE,
            JournalFolder.EXIT_TORN,
            JournalFolder.EXIT_DAMAGED,
            JournalFolder.EXIT_NONE
        })
final class JournalStatCommand implements Callable<Integer> {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    @Mixin
    private JournalFolder folder;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        JournalStat stat = JournalStat.of(folder.path());
        if (json) {
            folder.out().println(toJson(stat));
        } else {
            print(stat, folder.out());
        }
        return folder.conclude(stat.verification());
    }

    private static JsonWriter toJson(JournalStat stat) {
        JsonWriter object = new JsonWriter().beginObject();
        JournalFolder.write(stat.verification(), object);
        object.field("firstAt", stat.firstTimeNs() / 1_000);
        writeCounts("commands", stat.commands(), object);
        writeCounts("events", stat.events(), object);
        object.name("generationList").beginArray();
        for (JournalStat.Generation generation : stat.generations()) {
            object.beginObject()
                    .field("generation", generation.number())
                    .field("level", generation.level().name().toLowerCase(Locale.ROOT))
                    .field("firstSeq", generation.firstSeq())
                    .field("createdAt", generation.createdNs() / 1_000)
                    .field("fileBytes", generation.fileBytes())
                    .endObject();
        }
        return object.endArray().endObject();
    }

    private static void writeCounts(String name, SortedMap<String, Long> counts, JsonWriter object) {
        object.name(name).beginObject();
        counts.forEach(object::field);
        object.endObject();
    }

    private static void print(JournalStat stat, PrintWriter out) {
        JournalFolder.print(stat.verification(), out);
        for (JournalStat.Generation generation : stat.generations()) {
            Instant created = Instant.ofEpochSecond(
                    generation.createdNs() / NS_PER_SECOND, generation.createdNs() % NS_PER_SECOND);
            JournalFolder.line(
                    out,
                    "generation " + generation.number(),
                    String.format(
                            Locale.ROOT,
                            "from seq %d, %s, %s, file of %,d bytes",
                            generation.firstSeq(),
                            generation.level().name().toLowerCase(Locale.ROOT),
                            created,
                            generation.fileBytes()));
        }
        printCounts("command", stat.commands(), out);
        printCounts("event", stat.events(), out);
    }

    private static void printCounts(String kind, SortedMap<String, Long> counts, PrintWriter out) {
        counts.forEach(
                (name, count) -> out.println(String.format(Locale.ROOT, "%-14s %-20s %,14d", kind, name, count)));
    }
}
