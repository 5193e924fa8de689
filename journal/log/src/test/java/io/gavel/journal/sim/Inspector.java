package io.gavel.journal.sim;

import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.NamedReader;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.sim.disk.Faults;
import io.gavel.journal.sim.disk.SimDisk;
import io.gavel.journal.sim.disk.SimMachine;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.journal.snapshot.WitnessedVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Looks at a journal from outside, on a machine of its own on which nothing fails. Changes nothing. */
final class Inspector {
    private static final int FIRST_GENERATION_OFFSET = 24;

    private final Path journal;

    Inspector(SimDisk disk, Path journal) {
        SimMachine machine = new SimMachine(disk, Faults.NONE, new SplittableRandom(0), 0, UnaryOperator.identity());
        this.journal = machine.path(journal.toString());
    }

    /** Names in the folder of snapshots, newest first. */
    List<Path> snapshots() {
        return SnapshotStore.of(journal).list();
    }

    /** Null where it is not whole. */
    SnapshotFile good(Path snapshot) {
        try {
            return SnapshotStore.of(journal).verify(snapshot, ScanProgress.NONE);
        } catch (SnapshotBad bad) {
            return null;
        }
    }

    List<NamedReader> readers() {
        return NamedReader.list(journal);
    }

    /** The first sequence that is kept, as the journal says. */
    long firstSeq() {
        return JournalRetention.firstSeq(journal);
    }

    /** The first generation that is kept; it asks the bytes. */
    long firstGeneration() {
        byte[] note = contents().get("retained");
        return note == null
                ? 1
                : ByteBuffer.wrap(note).order(ByteOrder.LITTLE_ENDIAN).getLong(FIRST_GENERATION_OFFSET);
    }

    Verification verify() {
        return JournalVerifier.verify(journal);
    }

    /** As an opening would hear the snapshots. */
    Verification verifyWithSnapshots() {
        return WitnessedVerifier.verify(journal);
    }

    List<EndWitness> witnesses() {
        return WitnessedVerifier.witnesses(journal);
    }

    /** All that stand in the journal, from the first that is kept on. */
    List<byte[]> transactions() {
        List<byte[]> transactions = new ArrayList<>();
        JournalVerifier.verify(journal, transaction -> transactions.add(History.bytes(transaction)));
        return transactions;
    }

    boolean has(String name) {
        return Files.exists(journal.resolve(name));
    }

    Path journal() {
        return journal;
    }

    /** Every file, by its path within the journal. */
    SortedMap<String, byte[]> contents() {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(journal)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                contents.put(journal.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }
}
