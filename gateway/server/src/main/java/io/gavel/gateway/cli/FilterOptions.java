package io.gavel.gateway.cli;

import io.gavel.journal.tool.EventFilter;
import io.gavel.wire.Directory;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which events of a journal a command looks at. Several of one kind widen it, several kinds narrow it. */
final class FilterOptions {
    @Option(
            names = "--account",
            paramLabel = "NAME",
            split = ",",
            description = "What this account sent, or what touched its money, orders, bids or sales.")
    private List<String> accounts = new ArrayList<>();

    @Option(names = "--instrument", paramLabel = "NAME", split = ",", description = "Of this book.")
    private List<String> instruments = new ArrayList<>();

    @Option(names = "--auction", paramLabel = "NAME", split = ",", description = "Of this auction.")
    private List<String> auctions = new ArrayList<>();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            description = "Events of this kind, or of commands of this kind, as placeBid, trade, bidRejected.")
    private List<String> kinds = new ArrayList<>();

    @Option(names = "--from", paramLabel = "SEQ", description = "First transaction.", defaultValue = "1")
    private long fromSeq;

    @Option(names = "--to", paramLabel = "SEQ", description = "Last transaction.")
    private long toSeq = Long.MAX_VALUE;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moment.Converter.class,
            description = "From this time on: " + Moment.FORMS + ".")
    private Moment since = Moment.FIRST;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Moment.Converter.class,
            description = "Up to and including this time.")
    private Moment until = Moment.LAST;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    EventFilter filter() {
        if (fromSeq > toSeq) {
            throw Failure.usage("expected --from no later than --to, from=" + fromSeq + ", to=" + toSeq);
        }
        if (since.firstNs() > until.lastNs()) {
            throw Failure.usage("expected --since no later than --until, in microseconds since=" + since.micros()
                    + ", until=" + until.micros());
        }
        return EventFilter.seqs(fromSeq, toSeq)
                .and(EventFilter.times(since.firstNs(), until.lastNs()))
                .and(anyOf(accounts.stream().map(EventFilter::account).toList()))
                .and(anyOf(instruments.stream().map(EventFilter::instrument).toList()))
                .and(anyOf(auctions.stream().map(EventFilter::auction).toList()))
                .and(ofKinds());
    }

    /** Whether no transaction from this one on can be asked for. */
    boolean isBehind(long seq, long timeNs) {
        return seq > toSeq || timeNs > until.lastNs();
    }

    /** Whether this is the last transaction that can be asked for by its sequence. */
    boolean isLast(long seq) {
        return seq >= toSeq;
    }

    /**
     * Refuses names that the journal does not have, with the one that may have been meant.
     *
     * @param directory of the whole journal
     */
    void checkNames(Directory directory) {
        check("account", accounts, directory.accounts());
        check("instrument", instruments, directory.instruments());
        check("auction", auctions, directory.auctions());
    }

    private static void check(String what, List<String> asked, List<? extends Directory.Entity> known) {
        List<String> names = known.stream().map(Directory.Entity::name).toList();
        for (String name : asked) {
            if (!names.contains(name)) {
                throw Failure.usage("expected an " + what + " of this journal, " + what + "=" + name
                        + Suggestion.question(Suggestion.closest(name, names)));
            }
        }
    }

    private EventFilter ofKinds() {
        for (String kind : kinds) {
            if (!EventFilter.kinds().contains(kind)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "expected a kind of command or event, kind=" + kind
                                + Suggestion.question(Suggestion.closest(kind, EventFilter.kinds())));
            }
        }
        return kinds.isEmpty() ? EventFilter.ALL : EventFilter.kinds(kinds);
    }

    private static EventFilter anyOf(List<EventFilter> filters) {
        return filters.stream().reduce(EventFilter::or).orElse(EventFilter.ALL);
    }
}
