package io.gavel.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalReader;
import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonReader;
import io.gavel.wire.json.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters against lists: what they accept is what reading every JSON line by eye would have found. */
class EventFilterTest {
    private static final List<String> PARTIES = List.of("account", "buyAccount", "sellAccount", "leader", "winner");

    @TempDir
    static Path directory;

    private static final List<Seen> EVENTS = new ArrayList<>();

    /** One event as its JSON line and its command tell of it. */
    private record Seen(
            long seq,
            int index,
            long timeNs,
            String type,
            String command,
            String event,
            Set<String> accounts,
            String instrument,
            String auction) {
        String key() {
            return seq + "/" + index;
        }
    }

    @BeforeAll
    static void recordAnExchange() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
            new RandomExchange(7, journal, 5).open().run(4_000);
        }
        readByEye();
        assertTrue(EVENTS.size() > 10_000, () -> "events=" + EVENTS.size());
    }

    @Test
    void allIsEverything() {
        check(EventFilter.ALL, seen -> true);
        check(EventFilter.ALL.not(), seen -> false);
    }

    @Test
    void anAccountSentItOrIsTouchedByIt() {
        for (String name : List.of("t0", "t5", "t8", "gavel.house", "nobody")) {
            check(EventFilter.account(name), seen -> seen.accounts.contains(name));
        }
    }

    @Test
    void anInstrumentOrAnAuctionIsWhatItIsAbout() {
        for (String name : List.of("GOLD-USD", "GOLD-FREE", "SILVER")) {
            check(EventFilter.instrument(name), seen -> name.equals(seen.instrument));
        }
        for (String name : List.of("lot1", "lot2", "lot17", "lot99999")) {
            check(EventFilter.auction(name), seen -> name.equals(seen.auction));
        }
    }

    @Test
    void everyKindThatThereIsCanBeAskedFor() {
        for (String kind : EventFilter.kinds()) {
            check(EventFilter.kinds(List.of(kind)), ofKind(kind));
        }
    }

    @Test
    void anUnknownKindIsRefused() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> EventFilter.kinds(List.of("placeBid", "bid")));
        assertEquals("expected a kind of command or event, kind=bid", e.getMessage());
    }

    @Test
    void filtersCombineAsListsDo() {
        SplittableRandom random = new SplittableRandom(11);
        List<String> kinds = List.copyOf(EventFilter.kinds());
        for (int round = 0; round < 60; round++) {
            EventFilter filter = EventFilter.ALL;
            Predicate<Seen> expected = seen -> true;
            for (int parts = random.nextInt(4); parts >= 0; parts--) {
                EventFilter next;
                Predicate<Seen> nextExpected;
                Seen some = EVENTS.get(random.nextInt(EVENTS.size()));
                Seen other = EVENTS.get(random.nextInt(EVENTS.size()));
                switch (random.nextInt(6)) {
                    case 0 -> {
                        long from = Math.min(some.seq, other.seq);
                        long to = Math.max(some.seq, other.seq);
                        next = EventFilter.seqs(from, to);
                        nextExpected = seen -> seen.seq >= from && seen.seq <= to;
                    }
                    case 1 -> {
                        long since = Math.min(some.timeNs, other.timeNs);
                        long until = Math.max(some.timeNs, other.timeNs);
                        next = EventFilter.times(since, until);
                        nextExpected = seen -> seen.timeNs >= since && seen.timeNs <= until;
                    }
                    case 2 -> {
                        String name = "t" + random.nextInt(RandomExchange.TRADERS);
                        next = EventFilter.account(name);
                        nextExpected = seen -> seen.accounts.contains(name);
                    }
                    case 3 -> {
                        next = EventFilter.instrument("GOLD-USD");
                        nextExpected = seen -> "GOLD-USD".equals(seen.instrument);
                    }
                    case 4 -> {
                        String name = some.auction == null ? "lot3" : some.auction;
                        next = EventFilter.auction(name);
                        nextExpected = seen -> name.equals(seen.auction);
                    }
                    default -> {
                        String one = kinds.get(random.nextInt(kinds.size()));
                        String two = kinds.get(random.nextInt(kinds.size()));
                        next = EventFilter.kinds(List.of(one, two));
                        nextExpected = ofKind(one).or(ofKind(two));
                    }
                }
                if (random.nextInt(4) == 0) {
                    next = next.not();
                    nextExpected = nextExpected.negate();
                }
                if (random.nextBoolean()) {
                    filter = filter.and(next);
                    expected = expected.and(nextExpected);
                } else {
                    filter = filter.or(next);
                    expected = expected.or(nextExpected);
                }
            }
            check(filter, expected);
        }
    }

    private static Predicate<Seen> ofKind(String kind) {
        return seen -> kind.equals(seen.type) || kind.equals(seen.command) || kind.equals(seen.event);
    }

    private static void check(EventFilter filter, Predicate<Seen> expected) {
        List<String> wanted = EVENTS.stream().filter(expected).map(Seen::key).toList();
        List<String> found = new ArrayList<>();
        try (FilteredReader reader = FilteredReader.open(directory, filter)) {
            while (reader.next()) {
                found.add(
                        reader.transaction().seq() + "/" + reader.transaction().eventIndex());
                assertEquals(reader.transaction().seq(), reader.event().seq());
            }
            assertFalse(reader.next(1_000));
        }
        assertEquals(wanted, found);
    }

    /** Takes everything from the JSON lines, and from commands only what the lines leave out: sender, kind, what it names. */
    private static void readByEye() {
        Directory names = new Directory();
        JsonEvents events = new JsonEvents(names);
        Map<String, String> leaders = new HashMap<>();
        String[] command = new String[3];
        try (JournalReader reader = JournalReader.open(directory)) {
            Transaction transaction = new Transaction();
            while (reader.poll(transaction)) {
                names.onTransaction(transaction);
                if (!transaction.isContinuation()) {
                    command[0] = CommandType.of(transaction.commandTemplateId()).jsonName();
                    command[1] = null;
                    command[2] = null;
                    int named = transaction.buffer().getInt(transaction.commandBodyOffset());
                    switch (command[0]) {
                        case "newOrder",
                                "cancelOrder",
                                "replaceOrder",
                                "massCancel",
                                "setPhase",
                                "uncross",
                                "setPriceBand",
                                "setTickTable" -> command[1] = name(names.instrument(named));
                        case "placeBid", "buyNow", "cancelAuction" -> command[2] = name(names.auction(named));
                        default -> {
                            // Names neither a book nor an auction.
                        }
                    }
                }
                events.begin(transaction);
                while (transaction.nextEvent()) {
                    JsonWriter line = new JsonWriter();
                    events.writeFull(transaction, line);
                    JsonReader json = new JsonReader().read(line.array(), 0, line.length());
                    EVENTS.add(seen(transaction, json, command, names, leaders));
                }
            }
        }
    }

    private static Seen seen(
            Transaction transaction, JsonReader json, String[] command, Directory names, Map<String, String> leaders) {
        String type = json.string("type", null);
        String auction = json.string("auction", command[2]);
        Set<String> accounts = new TreeSet<>();
        if (transaction.accountId() != 0 && names.account(transaction.accountId()) != null) {
            accounts.add(names.account(transaction.accountId()).name());
        }
        for (String field : PARTIES) {
            String party = json.string(field, null);
            // A repeated answer speaks of the past: it touches nobody but who asked.
            if (party != null && !json.has("duplicate") && !type.equals("bidAccepted")) {
                accounts.add(party);
            }
        }
        String instrument = json.string("instrument", command[1]);
        if (type.equals("auctionState")) {
            leaders.put(auction, json.string("leader", ""));
        }
        if (type.equals("auctionClosed") && !json.has("duplicate")) {
            accounts.add(leaders.getOrDefault(auction, ""));
            accounts.add(seller(names, auction));
        }
        if (type.equals("created")) {
            String id = json.string("id", null);
            switch (json.string("kind", "")) {
                case "account" -> accounts.add(id);
                case "instrument" -> instrument = id;
                case "auction" -> {
                    auction = id;
                    accounts.add(seller(names, id));
                }
                default -> {
                    // An asset.
                }
            }
        }
        String event = EventType.of(transaction.eventTemplateId()).jsonName();
        return new Seen(
                transaction.seq(),
                transaction.eventIndex(),
                transaction.timeNs(),
                type,
                command[0],
                event,
                accounts,
                instrument,
                auction);
    }

    private static String seller(Directory names, String auction) {
        return names.account(names.auction(auction).sellerAccountId()).name();
    }

    private static String name(Directory.Entity entity) {
        return entity == null ? null : entity.name();
    }
}
