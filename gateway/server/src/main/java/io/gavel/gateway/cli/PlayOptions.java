package io.gavel.gateway.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How far a replay goes, how fast, and what it shows there. */
final class PlayOptions {
    @Option(
            names = "--until-seq",
            paramLabel = "SEQ",
            description = "Stop behind this transaction; a command that it belongs to is decided to its end.")
    Long untilSeq;

    @Option(
            names = "--until-time",
            paramLabel = "TIME",
            converter = Moment.Converter.class,
            description = "Stop behind the last transaction at or before: " + Moment.FORMS + ".")
    Moment untilTime;

    @Option(
            names = "--print",
            paramLabel = "WHAT",
            description = "Show it as of then: book:NAME, auction:NAME or account:NAME; may be repeated.")
    List<String> prints = new ArrayList<>();

    @Option(
            names = "--depth",
            paramLabel = "LEVELS",
            defaultValue = "10",
            description = "Levels of a printed book, 1 to 1000 (${DEFAULT-VALUE}).")
    int depth;

    @Option(names = "--dump-events", description = "Print every event that the fresh market decides as a JSON line.")
    boolean dumpEvents;

    @Option(
            names = "--pace",
            paramLabel = "PACE",
            converter = ReplayPace.Converter.class,
            description = "flat (the default), original, or so many times as fast as 10x.")
    ReplayPace pace;

    @Option(
            names = "--max-gap",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            defaultValue = "1m",
            description = "With a pace: longest wait between two transactions, as 500ms, 5s, 2m (${DEFAULT-VALUE}).")
    Span maxGap;

    /** Whether anything but a check of the whole journal is asked for. */
    boolean areGiven() {
        return untilSeq != null || untilTime != null || !prints.isEmpty() || dumpEvents || pace != null;
    }

    long untilSeqOrEnd() {
        return untilSeq == null ? Long.MAX_VALUE : untilSeq;
    }

    long untilNsOrEnd() {
        return untilTime == null ? Long.MAX_VALUE : untilTime.lastNs();
    }
}
