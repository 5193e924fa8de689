package io.gavel.gateway.cli;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.HowMany;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalReport;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.tool.EventFilter;
import io.gavel.journal.tool.EventLines;
import io.gavel.journal.tool.KnownNames;
import io.gavel.journal.tool.PacedListener;
import io.gavel.journal.tool.Redecision;
import io.gavel.journal.tool.StateThen;
import io.gavel.journal.tool.TimeTravel;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A replay to a point: at a pace, telling events, or showing what was as of then. */
final class ReplayPlay {
    private static final List<String> SUBJECTS = List.of("book", "auction", "account");
    private static final int MOST_LEVELS = 1000;

    /** What to print: {@code book:BTC-USD}. */
    private record Subject(String kind, String name) {}

    private final JournalFolder folder;
    private final PlayOptions options;
    private final boolean json;
    private final List<Subject> subjects = new ArrayList<>();

    ReplayPlay(JournalFolder folder, PlayOptions options, boolean json) {
        this.folder = folder;
        this.options = options;
        this.json = json;
        options.prints.forEach(print -> subjects.add(subject(print)));
        if (options.depth < 1 || options.depth > MOST_LEVELS) {
            throw Failure.usage("expected 1 to " + MOST_LEVELS + " levels, depth=" + options.depth);
        }
        if (options.untilSeq != null && options.untilSeq < 1) {
            throw Failure.usage("expected a sequence from 1 on, until-seq=" + options.untilSeq);
        }
        if (options.dumpEvents && !subjects.isEmpty()) {
            throw Failure.usage("expected --dump-events or --print");
        }
    }

    /** @param good how far the journal can be trusted */
    void run(JournalReport good) {
        if (options.dumpEvents) {
            dumpEvents(good);
        } else {
            travel(good);
        }
        folder.out().flush();
    }

    /** Goes on behind a difference to the recorded events: who wants to compare gets all that this engine decides. */
    private void dumpEvents(JournalReport good) {
        if (KnownNames.isBeginningDropped(folder.path())) {
            throw Failure.environment(
                    "expected a journal from its first transaction on, journal=" + folder.path(), null);
        }
        EventLines lines = new EventLines(EventFilter.ALL, EventLines.Format.JSON, false, folder::write);
        Market market = new Market(MarketConfig.defaults());
        TransactionListener listener = paced(new Redecision(market, lines), () -> {
            lines.flush();
            folder.out().flush();
        });
        try (JournalReader reader = JournalReader.open(folder.path(), good)) {
            Transaction transaction = new Transaction();
            while (reader.nextSeq() <= options.untilSeqOrEnd()
                    && reader.poll(transaction)
                    && transaction.timeNs() <= options.untilNsOrEnd()) {
                listener.onTransaction(transaction);
            }
        }
        lines.flush();
    }

    private void travel(JournalReport good) {
        TimeTravel travel = new TimeTravel(folder.path(), good);
        boolean isFlatOut = options.pace == null || options.pace.isFlatOut();
        try {
            travel.goTo(
                    options.untilSeqOrEnd(),
                    options.untilNsOrEnd(),
                    isFlatOut,
                    paced(TransactionListener.NONE, () -> {}));
        } catch (IllegalArgumentException unreachable) {
            throw Failure.usage(unreachable.getMessage());
        }
        if (subjects.isEmpty()) {
            summary(travel);
            return;
        }
        StateThen then = travel.state();
        for (Subject subject : subjects) {
            print(subject, then);
        }
    }

    private TransactionListener paced(TransactionListener next, Runnable beforeWaiting) {
        return options.pace == null || options.pace.isFlatOut()
                ? next
                : new PacedListener(options.pace.times(), options.maxGap.ns(), beforeWaiting, next);
    }

    private void summary(TimeTravel travel) {
        Market market = travel.market();
        market.verify();
        String hash = HexFormat.of().toHexDigits(market.stateHash());
        long beginSeq = travel.begin() == null ? 0 : travel.begin().header().seq();
        PrintWriter out = folder.out();
        if (json) {
            out.println(new JsonWriter()
                    .beginObject()
                    .field("seq", market.lastSeq())
                    .field("at", Math.floorDiv(market.lastTimeNs(), 1_000L))
                    .field("fromSnapshot", beginSeq)
                    .field("replayed", travel.replayed())
                    .field("alike", true)
                    .field("stateHash", hash)
                    .endObject());
            return;
        }
        JournalFolder.line(out, "as of", "seq " + market.lastSeq() + ", " + time(market.lastTimeNs()));
        if (beginSeq > 0) {
            JournalFolder.line(out, "began with", "the snapshot of seq " + beginSeq);
        }
        JournalFolder.line(out, "replayed", HowMany.of(travel.replayed(), "transaction"));
        JournalFolder.line(out, "state hash", hash);
        JournalFolder.line(out, "decided", "alike");
    }

    private void print(Subject subject, StateThen then) {
        JsonWriter answer = switch (subject.kind) {
            case "book" -> then.book(subject.name, options.depth);
            case "auction" -> then.auction(subject.name);
            default -> then.account(subject.name);
        };
        if (answer == null) {
            throw Failure.usage("expected a name that was known at seq " + then.seq() + ", "
                    + subject.kind + "=" + subject.name
                    + Suggestion.question(Suggestion.closest(subject.name, names(subject.kind, then.directory()))));
        }
        if (json) {
            folder.out().println(answer);
            return;
        }
        StateDrawing drawing = new StateDrawing(folder.out());
        switch (subject.kind) {
            case "book" -> drawing.book(answer);
            case "auction" -> drawing.auction(answer);
            default -> drawing.account(answer);
        }
    }

    private static List<String> names(String kind, Directory directory) {
        List<? extends Directory.Entity> entities = switch (kind) {
            case "book" -> directory.instruments();
            case "auction" -> directory.auctions();
            default -> directory.accounts();
        };
        return entities.stream().map(Directory.Entity::name).toList();
    }

    private static Subject subject(String print) {
        int colon = print.indexOf(':');
        String kind = colon < 0 ? print : print.substring(0, colon);
        if (colon < 0 || !SUBJECTS.contains(kind)) {
            throw Failure.usage("expected book:NAME, auction:NAME or account:NAME, print=" + print
                    + Suggestion.question(Suggestion.closest(kind, SUBJECTS)));
        }
        return new Subject(kind, print.substring(colon + 1));
    }

    private static String time(long ns) {
        return Instant.EPOCH.plus(ns, ChronoUnit.NANOS).toString();
    }
}
