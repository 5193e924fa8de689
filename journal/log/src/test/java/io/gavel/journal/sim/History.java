package io.gavel.journal.sim;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import io.gavel.wire.log.RecoveredDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What was decided, and how much of it somebody was told: the simulator's own list, which no recovery has touched.
 *
 * <p>A recovery may find less than was decided, but it has to end behind a whole call of the market, not before what was
 * promised, and may invent nothing but its own {@code RECOVERED}.
 */
final class History {
    private final List<Timeline> former = new ArrayList<>();
    private final List<Long> attemptsNs = new ArrayList<>();
    private final Transaction transaction = new Transaction();

    private List<byte[]> transactions = new ArrayList<>();
    private List<Entry> calls = new ArrayList<>();
    private Map<String, Long> answered = new HashMap<>();
    private boolean isCacheLost;

    /** What was told: survives the end of a process. */
    private long toldSeq;
    /** What was told when the disk had it: survives everything. */
    private long onDiskSeq;

    /** A call of the market and the last transaction it brought about. */
    private record Entry(Call call, long lastSeq) {}

    /** What was decided before a recovery found less of it. */
    private record Timeline(List<byte[]> transactions, List<Entry> calls, Map<String, Long> answered) {
        int agreeing(int from, List<byte[]> recovered) {
            int count = 0;
            while (count < recovered.size()
                    && from + count < transactions.size()
                    && Arrays.equals(recovered.get(count), transactions.get(from + count))) {
                count++;
            }
            return count;
        }
    }

    long lastSeq() {
        return transactions.size();
    }

    long toldSeq() {
        return toldSeq;
    }

    long onDiskSeq() {
        return onDiskSeq;
    }

    /** The market has decided; nobody knows yet. */
    void decided(List<Call> decided, List<Long> lastSeqs, TransactionBuffer out) {
        int offset = 0;
        for (int i = 0; i < out.count(); i++) {
            transaction.wrap(out.buffer(), offset, lastSeq() + 1);
            byte[] bytes = bytes(transaction);
            transactions.add(bytes);
            offset += bytes.length;
        }
        long before = calls.isEmpty() ? 0 : calls.get(calls.size() - 1).lastSeq;
        for (int i = 0; i < decided.size(); i++) {
            long last = lastSeqs.get(i);
            if (last > before) {
                add(decided.get(i), before + 1, last);
                before = last;
            }
        }
    }

    /** All that was decided was acknowledged. */
    void told(boolean isOnDisk) {
        toldSeq = lastSeq();
        if (isOnDisk) {
            onDiskSeq = toldSeq;
            former.clear();
        }
    }

    /** What only the process had promised is promised no more. */
    void loseCache() {
        toldSeq = onDiskSeq;
        isCacheLost = true;
    }

    /** Time or a repair has taken what is behind a sequence: nothing is promised of that any more. */
    void allowLoss(long lastSeq) {
        toldSeq = Math.min(toldSeq, lastSeq);
        onDiskSeq = Math.min(onDiskSeq, lastSeq);
    }

    /** An opening begins that may append {@code RECOVERED}, whatever becomes of it. */
    void attempt(long nowNs) {
        attemptsNs.add(nowNs);
    }

    /**
     * Compares with what a recovery found, and goes on from there.
     *
     * @param firstSeq what is before it was not read: dropped, or part of a snapshot whose state is compared
     * @param read all transactions from that one on, those included that the recovery itself appended
     */
    void recover(long firstSeq, List<byte[]> read, boolean isOnDisk) {
        int from = (int) firstSeq - 1;
        if (isCacheLost) {
            chooseTimeline(from, read);
            isCacheLost = false;
        }
        if (from > lastSeq()) {
            throw new SimulationFailed(
                    "a journal that does not begin behind its end", "firstSeq=" + firstSeq + ", decided=" + lastSeq());
        }
        int end = from + read.size();
        for (int i = from; i < end; i++) {
            byte[] found = read.get(i - from);
            if (i < lastSeq() && Arrays.equals(found, transactions.get(i))) {
                continue;
            }
            if (!isRecovered(found, i)) {
                throw new SimulationFailed(
                        "what was decided, and nothing else",
                        "seq=" + (i + 1) + ", decided=" + lastSeq() + ", found=" + describe(found, i + 1)
                                + (i < lastSeq() ? ", instead of=" + describe(transactions.get(i), i + 1) : ""));
            }
            endAt(i);
            transactions.add(found);
            calls.add(new Entry(command(found, i + 1), i + 1));
        }
        endAt(end);
        if (end > 0 && (read.isEmpty() || !isRecovered(transactions.get(end - 1), end - 1))) {
            throw new SimulationFailed("a recovery that says so", "lastSeq=" + end);
        }
        attemptsNs.clear();
        told(isOnDisk);
    }

    /** Nothing is left, and nothing was promised: a journal of this kind may be lost. */
    void forget() {
        transactions.clear();
        calls.clear();
        answered.clear();
        attemptsNs.clear();
        former.clear();
        isCacheLost = false;
        toldSeq = 0;
        onDiskSeq = 0;
    }

    /**
     * At level {@code process} a record that failed and was taken back may be on the device all the same, and all that came
     * instead of it may be lost with the cache: then what was decided first is what is there.
     */
    private void chooseTimeline(int from, List<byte[]> read) {
        Timeline best = new Timeline(transactions, calls, answered);
        for (Timeline timeline : former) {
            best = timeline.agreeing(from, read) > best.agreeing(from, read) ? timeline : best;
        }
        transactions = best.transactions;
        calls = best.calls;
        answered = best.answered;
    }

    /**
     * Lets a fresh market decide every call again.
     *
     * @param behindCall told the last sequence behind each of them
     */
    void replayInto(Market market, LongConsumer behindCall) {
        TransactionBuffer out = new TransactionBuffer(1 << 12);
        int seq = 0;
        for (Entry entry : calls) {
            decide(market, entry.call, out);
            int offset = 0;
            for (int i = 0; i < out.count(); i++, seq++) {
                byte[] bytes = bytes(transaction.wrap(out.buffer(), offset, seq + 1));
                if (!Arrays.equals(bytes, transactions.get(seq))) {
                    throw new SimulationFailed("the same decisions again", "seq=" + (seq + 1));
                }
                offset += bytes.length;
            }
            out.clear();
            behindCall.accept(seq);
        }
    }

    static void decide(Market market, Call call, TransactionBuffer out) {
        if (call.isTime()) {
            market.onTime(call.timeNs(), out);
        } else {
            market.onCommand(new UnsafeBuffer(call.command()), 0, call.command().length, call.timeNs(), out);
        }
    }

    void checkRead(Transaction read) {
        if (read.seq() > toldSeq) {
            throw new SimulationFailed(
                    "readers to be told nothing that is not promised", "seq=" + read.seq() + ", promised=" + toldSeq);
        }
        if (!Arrays.equals(bytes(read), transactions.get((int) read.seq() - 1))) {
            throw new SimulationFailed("readers to see what was decided", "seq=" + read.seq());
        }
    }

    /** A few commands that have their answer already. */
    List<Call> again(SplittableRandom random, int most, long nowNs) {
        List<Call> again = new ArrayList<>();
        for (int i = 0; i < most && !calls.isEmpty(); i++) {
            Call call = calls.get(random.nextInt(calls.size())).call;
            if (call.key() != null) {
                again.add(new Call(call.command(), nowNs, call.key()));
            }
        }
        return again;
    }

    /** The last transaction has to name the one in which this was answered first. */
    void checkAnsweredAgain(Call call) {
        transaction.wrap(new UnsafeBuffer(transactions.get(transactions.size() - 1)), 0, lastSeq());
        long original = answered.get(call.key());
        while (transaction.nextEvent()) {
            if (transaction.eventTemplateId() == DuplicateAnsweredDecoder.TEMPLATE_ID && originalSeq() == original) {
                return;
            }
        }
        throw new SimulationFailed(
                "the answer of before", "key=" + call.key() + ", answered=" + original + ", again=" + lastSeq());
    }

    private long originalSeq() {
        return new DuplicateAnsweredDecoder()
                .wrap(
                        transaction.buffer(),
                        transaction.eventOffset(),
                        transaction.eventBlockLength(),
                        transaction.eventVersion())
                .originalSeq();
    }

    private void add(Call call, long firstSeq, long lastSeq) {
        calls.add(new Entry(call, lastSeq));
        if (call.key() != null) {
            answered.putIfAbsent(call.key(), commandSeq(firstSeq));
        }
    }

    /** Time may bring about transactions before the command's own. */
    private long commandSeq(long firstSeq) {
        long seq = firstSeq;
        while (transaction
                .wrap(new UnsafeBuffer(transactions.get((int) seq - 1)), 0, seq)
                .isTimeReached()) {
            seq++;
        }
        return seq;
    }

    /** Forgets what is behind; it must not have been promised, nor begun. */
    private void endAt(long seq) {
        if (seq == lastSeq()) {
            return;
        }
        if (seq < toldSeq) {
            throw new SimulationFailed(
                    "everything that was promised",
                    "promised=" + toldSeq + ", on disk=" + onDiskSeq + ", found=" + seq);
        }
        former.add(new Timeline(new ArrayList<>(transactions), new ArrayList<>(calls), new HashMap<>(answered)));
        while (!calls.isEmpty() && calls.get(calls.size() - 1).lastSeq > seq) {
            calls.remove(calls.size() - 1);
        }
        if ((calls.isEmpty() ? 0 : calls.get(calls.size() - 1).lastSeq) != seq) {
            throw new SimulationFailed("a cut command to be completed", "found=" + seq + ", decided=" + lastSeq());
        }
        transactions.subList((int) seq, transactions.size()).clear();
        answered.values().removeIf(answer -> answer > seq);
    }

    /** Whether this is what one of the openings since may have appended at this place. */
    private boolean isRecovered(byte[] found, int index) {
        transaction.wrap(new UnsafeBuffer(found), 0, index + 1);
        if (transaction.commandTemplateId() != RecoveredDecoder.TEMPLATE_ID || index == 0) {
            return false;
        }
        RecoveredDecoder recovered = new RecoveredDecoder()
                .wrap(
                        transaction.buffer(),
                        transaction.commandBodyOffset(),
                        transaction.commandBlockLength(),
                        transaction.commandVersion());
        long lastNs = recovered.lastNs();
        long nowNs = recovered.nowNs();
        long beforeNs = transaction
                .wrap(new UnsafeBuffer(transactions.get(index - 1)), 0, index)
                .timeNs();
        return lastNs == beforeNs && attemptsNs.stream().anyMatch(atNs -> nowNs == Math.max(atNs, lastNs));
    }

    private Call command(byte[] bytes, long seq) {
        transaction.wrap(new UnsafeBuffer(bytes), 0, seq);
        byte[] command = Arrays.copyOfRange(
                bytes, transaction.commandOffset(), transaction.commandOffset() + transaction.commandLength());
        return new Call(command, transaction.timeNs(), null);
    }

    private String describe(byte[] bytes, long seq) {
        transaction.wrap(new UnsafeBuffer(bytes), 0, seq);
        return "template " + transaction.commandTemplateId() + ", " + bytes.length + " bytes";
    }

    static byte[] bytes(Transaction transaction) {
        byte[] bytes = new byte[transaction.length()];
        transaction.buffer().getBytes(transaction.offset(), bytes);
        return bytes;
    }
}
