package io.gavel.journal.sim;

import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.sim.Documents.Document;
import io.gavel.journal.sim.disk.SimMachine;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A bit that turned in a journal's file at rest, and what that may cost.
 *
 * @param path of the file within the journal
 * @param leastSeq up to here a repair has to keep everything
 * @param mostSeq behind it nothing can be kept by a repair
 * @param silentSeq up to here everything is there where nobody sees damage: a torn tail is none
 * @param readableSeq the last sequence that still stands there and can be read
 * @param isNamed whether nobody may overlook it
 */
record Rot(String path, int position, long leastSeq, long mostSeq, long silentSeq, long readableSeq, boolean isNamed) {
    private static final String GENERATIONS = "generations/";
    private static final String QUEUE_FILE = "/19700101-00LX.cq4";
    private static final int GENERATION_DIGITS = 10;
    /** Ends are where most goes wrong. */
    private static final int LAST_BYTES = 2_000;

    /** Turns a bit; null where there is nothing to turn, or no journal that is good so far. */
    static Rot turn(SimMachine machine, Inspector seen, SplittableRandom random) {
        Verification whole = seen.verify();
        if (whole.damage() != null) {
            return null;
        }
        SortedMap<String, byte[]> files = seen.contents();
        SortedMap<Long, List<Document>> generations = generations(files, seen.firstGeneration());
        String path = anyFile(files, generations, random);
        int used = used(files.get(path));
        if (used == 0) {
            return null;
        }
        int at = random.nextInt(3) == 0 ? Math.max(0, used - 1 - random.nextInt(LAST_BYTES)) : random.nextInt(used);
        if (!machine.turnBit(machine.path(seen.journal() + "/" + path), at, random.nextInt(Byte.SIZE))) {
            return null;
        }
        long lastSeq = whole.report().lastSeq();
        return path.endsWith(QUEUE_FILE)
                ? ofRecords(path, at, lastSeq, generations)
                : new Rot(path, at, lastSeq, lastSeq, lastSeq, lastSeq, false);
    }

    private static Rot ofRecords(String path, int at, long lastSeq, SortedMap<Long, List<Document>> generations) {
        long number = number(path);
        List<Document> documents = generations.get(number);
        boolean isMore = generations.tailMap(number + 1).values().stream().anyMatch(some -> !some.isEmpty());
        Document hit = null;
        boolean isHitSeen = false;
        long readableSeq = 0;
        for (Document document : documents) {
            boolean isHit = document.start() <= at && at < document.end();
            hit = isHit ? document : hit;
            isMore |= isHitSeen && document.part() == 0;
            isHitSeen |= isHit;
        }
        for (List<Document> some : generations.values()) {
            for (Document document : some) {
                readableSeq = document == hit ? readableSeq : Math.max(readableSeq, document.lastSeq());
            }
        }
        if (hit != null) {
            long before = Math.min(lastSeq, hit.firstSeq() - 1);
            // A generation of which nothing but the beginning was ever written may be taken for one that was never
            // begun.
            // And a document may be a few bytes longer than the record in it.
            boolean isInRecord = at >= hit.start() + Integer.BYTES;
            boolean isNamed = isMore && isInRecord && documents.size() > 1;
            // Later parts of a torn append are not looked for.
            return new Rot(
                    path,
                    at,
                    before,
                    isInRecord ? before : lastSeq,
                    isMore ? lastSeq : before,
                    isMore ? Math.min(lastSeq, readableSeq) : before,
                    isNamed);
        }
        // Chronicle's own header makes all of the file unreadable, or nothing.
        boolean isHeader = documents.isEmpty() || at < documents.get(0).start();
        long before = isHeader ? lastSeqBefore(number, generations) : lastSeq;
        return new Rot(path, at, Math.min(lastSeq, before), lastSeq, lastSeq, lastSeq, false);
    }

    private static long lastSeqBefore(long number, SortedMap<Long, List<Document>> generations) {
        return generations.headMap(number).values().stream()
                .flatMap(List::stream)
                .mapToLong(Document::lastSeq)
                .max()
                .orElse(0);
    }

    /** Good records by generation, those aside that were dropped already. */
    private static SortedMap<Long, List<Document>> generations(SortedMap<String, byte[]> files, long first) {
        SortedMap<Long, List<Document>> generations = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (isGeneration(file.getKey()) && number(file.getKey()) >= first) {
                generations.put(number(file.getKey()), Documents.of(file.getValue()));
            }
        }
        return generations;
    }

    private static String anyFile(
            SortedMap<String, byte[]> files, SortedMap<Long, List<Document>> generations, SplittableRandom random) {
        List<String> some = files.keySet().stream()
                .filter(
                        random.nextInt(5) < 3
                                ? path -> isGeneration(path) && generations.containsKey(number(path))
                                : random.nextBoolean()
                                        ? path -> path.startsWith("snapshots/") && !path.endsWith(".new")
                                        : Rot::isNote)
                .toList();
        return some.isEmpty() ? files.firstKey() : some.get(random.nextInt(some.size()));
    }

    private static boolean isGeneration(String path) {
        return path.startsWith(GENERATIONS) && path.endsWith(QUEUE_FILE);
    }

    private static boolean isNote(String path) {
        return List.of("durable", "watermark", "retained").contains(path)
                || path.startsWith("readers/") && !path.endsWith(".new");
    }

    private static long number(String path) {
        return Long.parseLong(path.substring(GENERATIONS.length(), GENERATIONS.length() + GENERATION_DIGITS));
    }

    private static int used(byte[] file) {
        int used = file.length;
        while (used > 0 && file[used - 1] == 0) {
            used--;
        }
        return used;
    }
}
