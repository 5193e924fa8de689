package io.gavel.journal.repair;

import static io.gavel.journal.repair.Judge.check;

import io.gavel.journal.repair.JournalImage.Place;
import io.gavel.journal.repair.Salvage.Trust;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Salvage finds every record that nobody touched, and what it finds is what was appended. */
final class SalvagedCase implements Salvage.Listener {
    private final JournalImage damaged;
    private final JournalImage whole;
    private final boolean isForged;
    private final BitSet found = new BitSet();

    /** @param isForged whether somebody wrote a record anew, with a right CRC */
    SalvagedCase(JournalImage damaged, JournalImage whole, boolean isForged) {
        this.damaged = damaged;
        this.whole = whole;
        this.isForged = isForged;
    }

    void judge(Path folder) throws IOException {
        Salvage.read(folder, this);
        BitSet missing = untouched();
        missing.andNot(found);
        check(missing.isEmpty(), "every record that is there is found, missing=" + missing, 0, 0);
    }

    @Override
    public void onFile(Path file, long bytes) {
        check(bytes >= 0, "a file has a length", bytes, 0);
    }

    @Override
    public void onGap(long fromSeq, long toSeq) {
        check(fromSeq <= toSeq, "a gap has a width", fromSeq, toSeq);
    }

    @Override
    public void onDropped(long fromSeq, long toSeq, boolean isNoted) {
        check(fromSeq <= toSeq, "what was dropped has a width", fromSeq, toSeq);
    }

    @Override
    public void onTransaction(Transaction transaction, Trust trust, long position) {
        long seq = transaction.seq();
        if (trust == Trust.CONFLICTING) {
            return;
        }
        found.set((int) seq);
        if (isForged && trust != Trust.GOOD) {
            return;
        }
        // Another journal of the corpus has the same transactions, and sometimes more of them.
        if (seq <= whole.lastSeq()) {
            byte[] expected = whole.written().get((int) seq - 1);
            byte[] is = new byte[transaction.length()];
            transaction.buffer().getBytes(transaction.offset(), is);
            check(Arrays.equals(expected, is), "nothing is invented, trust=" + trust, seq, 0);
        }
    }

    @Override
    public void onUnreadable(long firstSeq, long count, long position) {
        check(firstSeq != 0 || count != 0, "what is unreadable says where it belongs", firstSeq, count);
    }

    /** Sequences whose records stand where they stood, every byte of them. */
    private BitSet untouched() {
        BitSet untouched = new BitSet();
        for (int generation = 1; whole.has(JournalImage.queueFile(generation)); generation++) {
            byte[] was = whole.get(JournalImage.queueFile(generation));
            byte[] is = damaged.get(JournalImage.queueFile(generation));
            List<Place> places = is == null ? List.of() : JournalImage.places(was);
            for (Place place : places) {
                boolean isThere = place.kind() == 1
                        && place.end() <= is.length
                        && Arrays.equals(was, place.envelope(), place.end(), is, place.envelope(), place.end());
                if (isThere) {
                    untouched.set((int) place.firstSeq(), (int) place.firstSeq() + place.count());
                }
            }
        }
        return untouched;
    }
}
