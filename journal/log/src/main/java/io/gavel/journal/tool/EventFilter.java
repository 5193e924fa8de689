package io.gavel.journal.tool;

import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.EventType;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which events of a journal somebody wants to see. A value without state: combine them, use them for any journal and
 * from any thread.
 *
 * <p>Names are those of the journal; one that it does not know (yet) concerns nothing.
 */
@FunctionalInterface
public interface EventFilter {
    /** Every event. */
    EventFilter ALL = event -> true;

    boolean accepts(EventConcerns event);

    /** Sequences from one to another, both included. */
    static EventFilter seqs(long fromSeq, long toSeq) {
        return event -> event.seq() >= fromSeq && event.seq() <= toSeq;
    }

    /** Engine times from one to another, both included, ns since the epoch. */
    static EventFilter times(long sinceNs, long untilNs) {
        return event -> event.timeNs() >= sinceNs && event.timeNs() <= untilNs;
    }

    /** What an account sent, and what else touched its money, orders, bids or sales. */
    static EventFilter account(String name) {
        return event -> {
            Directory.Account account = event.directory().account(name);
            return account != null && event.isAccount(account.id());
        };
    }

    /** Orders, cancels and trades of an instrument, its creation and what was refused there. */
    static EventFilter instrument(String name) {
        return event -> {
            Directory.Instrument instrument = event.directory().instrument(name);
            return instrument != null && event.isInstrument(instrument.id());
        };
    }

    /** Bids of an auction, all that happened to it and what was refused there. */
    static EventFilter auction(String name) {
        return event -> {
            Directory.Auction auction = event.directory().auction(name);
            return auction != null && event.isAuction(auction.id());
        };
    }

    /**
     * Events of these kinds, and all events of commands of these kinds.
     *
     * @param names of {@link #kinds}
     * @throws IllegalArgumentException for another
     */
    static EventFilter kinds(Collection<String> names) {
        SortedSet<String> known = kinds();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("expected a kind of command or event, kind=" + name);
            }
        }
        SortedSet<String> wanted = new TreeSet<>(names);
        return event -> {
            CommandType command = event.command();
            if (command != null && wanted.contains(command.jsonName())) {
                return true;
            }
            EventType type = event.event();
            return type != null && (wanted.contains(type.jsonName()) || wanted.contains(event.eventName()));
        };
    }

    /**
     * Names of kinds: commands and events as JSON calls them, and {@code rejected} and {@code duplicate} for all events of
     * that kind, whatever JSON calls them.
     */
    static SortedSet<String> kinds() {
        SortedSet<String> names = new TreeSet<>();
        for (CommandType type : CommandType.values()) {
            names.add(type.jsonName());
            names.add(type.rejectionName());
        }
        for (EventType type : EventType.values()) {
            names.add(type.jsonName());
        }
        return names;
    }

    default EventFilter and(EventFilter other) {
        return event -> accepts(event) && other.accepts(event);
    }

    default EventFilter or(EventFilter other) {
        return event -> accepts(event) || other.accepts(event);
    }

    default EventFilter not() {
        return event -> !accepts(event);
    }
}
